# Two images for the engine `container`. `docker/prepare` first makes what the first one copies; no stage of it needs a
# network. Docker's classic builder runs earlier stages whatever --target says, so prepare before either.
#
#   docker/prepare && docker build --network none --target embedded -t kenning-testbench-embedded .
#   docker/prepare && docker build --target renode --build-arg RENODE_SHA256=... -t kenning-testbench-renode .
#   docker/prepare --renode my-renode.tar.gz   prints the build command for an archive of your own

# The embedded engine behind Renode's robot server.
FROM debian:bookworm-slim AS embedded
# The engine knows by this label that the entry point is `testbench serve`.
LABEL dev.kenning.testbench.engine=embedded
RUN useradd --uid 1000 --create-home testbench
COPY target/docker/runtime /opt/testbench/runtime
COPY target/docker/app /opt/testbench/app
USER testbench
WORKDIR /bench
ENTRYPOINT ["/opt/testbench/runtime/bin/java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=4", "-Xss4m", "-Xmx512m", "-cp", "/opt/testbench/app/*", "dev.kenning.testbench.cli.Main", "serve"]
CMD ["--robot-server-port", "3450", "--host", "0.0.0.0"]

# Renode itself, known by its checksum: a release from its project's page, or an archive of your own, laid out the same
# way, that `docker/prepare --renode FILE.tar.gz` put here; then no stage needs a network.
FROM debian:bookworm-slim AS renode-archive
ARG RENODE_VERSION=1.16.1
# No default: say which file you trust, `sha256sum renode-<version>.linux-portable-dotnet.tar.gz`.
ARG RENODE_SHA256
RUN test -n "$RENODE_SHA256" || { echo "give the archive's checksum: --build-arg RENODE_SHA256=..." >&2; exit 1; }
# The pattern may match nothing, and COPY wants one file at least: the folder stands for it.
COPY renode target/docker/renode.tar.g[z] /tmp/renode/
RUN test -f /tmp/renode/renode.tar.gz \
    || { apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates curl \
    && rm -rf /var/lib/apt/lists/* \
    && curl --fail --silent --show-error --location --output /tmp/renode/renode.tar.gz \
        "https://github.com/renode/renode/releases/download/v${RENODE_VERSION}/renode-${RENODE_VERSION}.linux-portable-dotnet.tar.gz"; }
RUN echo "$RENODE_SHA256  /tmp/renode/renode.tar.gz" | sha256sum --check --strict \
    && mkdir /opt/renode \
    && tar --extract --gzip --file /tmp/renode/renode.tar.gz --strip-components=1 --directory /opt/renode

FROM debian:bookworm-slim AS renode
COPY --from=renode-archive /opt/renode /opt/renode
RUN ln -s /opt/renode/renode /usr/local/bin/renode \
    && useradd --uid 1000 --create-home developer
COPY renode /opt/testbench/renode
# The single-file package unpacks itself below the home; there is no ICU library in this image.
ENV DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
USER developer
WORKDIR /bench
CMD ["renode", "--disable-gui", "--plain", "--robot-server-port", "3450"]
