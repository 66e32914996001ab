# Writes the data of a demo as C, from the IO specification of its model ($spec) and a file of samples ($samples): either
# the project's form, or a list of inputs.

def type_codes: {int: 0, uint: 1, float: 2};

# The words of a tensor that the wire struct has: its type, and its shape in a row of four.
def tensor:
  (.dtype | capture("^(?<kind>[a-z]+)(?<bits>[0-9]+)$") // error("unknown type \(.)")) as $type
  | (if .shape[0] | type == "array" then .shape[0] else .shape end) as $shape
  | if $shape | length > 4 then error("\(.name) has more than 4 dimensions") else . end
  | {dimensions: ($shape | length),
     shape: ($shape + [0, 0, 0, 0])[0:4],
     elements: ($shape | reduce .[] as $size (1; . * $size)),
     type: ((type_codes[$type.kind] // error("the demo knows no \($type.kind)")) + ($type.bits | tonumber) * 256)};

def zeros($count): [range($count) | 0];

def only($what): if length == 1 then .[0] else error("the demo needs one \($what), there are \(length)") end;

def quantization: "{\(.scale // 1)f, \(.zero_point // 0)}" | sub("^{(?<whole>-?[0-9]+)f"; "{\(.whole).0f");

$spec[0] as $spec
| ($spec.processed_input // $spec.input | only("input")) as $input
| ($spec.output | only("output")) as $output
| ($input | tensor) as $in
| ($output | tensor) as $out
| [$samples[0] | if type == "object" then .samples[].input else .[] end | flatten][0:10] as $rows
| if $rows | length < 10 then error("the demo needs 10 samples, there are \($rows | length)") else . end
| if $rows | any(length != $in.elements) then error("a sample has not \($in.elements) numbers") else . end
| if ($output.class_names | length) != $out.elements then error("there is not a class name for each output") else . end
| ([1, $in.dimensions, 0] + $in.shape + zeros(4) + [$in.type]
   + [1, $out.dimensions] + zeros(11) + $out.shape + zeros(44) + [$out.type] + zeros(5)
   + zeros(5) + [1969516397, 25964, 0, 0, 0]) as $words
| "#include \"demo.h\"",
  "",
  "static const char *const classes[] = {\($output.class_names | map(tojson) | join(", "))};",
  "",
  "static const float samples[DEMO_SAMPLES][\($in.elements)] = {",
  ($rows[] | "    {\(map("(float)\(.)") | join(", "))},"),
  "};",
  "",
  "const struct demo demo = {",
  "    .io_spec = {\($words | map("\(.)u") | join(", "))},",
  "    .classes = classes,",
  "    .class_count = \($out.elements),",
  "    .samples = samples[0],",
  "    .sample_size = \($in.elements),",
  "    .quantized = \($input.dtype == "int8"),",
  "    .input = \($input | quantization),",
  "    .output = \($output | quantization),",
  "};"
