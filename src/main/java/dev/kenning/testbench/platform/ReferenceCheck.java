package dev.kenning.testbench.platform;

import dev.kenning.testbench.platform.Attribute.Property;
import dev.kenning.testbench.text.NearestWord;
import java.util.Collection;
import java.util.List;

/** Checks that every name which survived the merge means a component. */
final class ReferenceCheck {

    private final NameScope scope;

    ReferenceCheck(NameScope scope) {
        this.scope = scope;
    }

    void check(Collection<Component> components) {
        for (Component component : components) {
            component.properties().values().forEach(property -> check(property.value()));
            component.connections().forEach(this::check);
            for (Registration registration : component.registrations()) {
                checkReference(
                        "Undefined register '[ReferenceValue: "
                                + registration.parent().name() + "]'",
                        registration.parent());
                registration.point().ifPresent(this::check);
            }
        }
    }

    private void check(Connection connection) {
        if (scope.isDangling(connection.destinationPosition())) {
            throw PlatformError.IRQ_DESTINATION_MISSING.across(
                    connection.destinationPosition(),
                    "Irq destination '" + connection.destination() + "' does not exist."
                            + NearestWord.hint(connection.destination(), scope.visible()));
        }
    }

    private void check(Value value) {
        if (value instanceof Value.Reference reference) {
            checkReference("Undefined reference '" + reference.name() + "'", reference);
        } else if (value instanceof Value.Items list) {
            list.items().forEach(this::check);
        } else if (value instanceof Value.Dictionary dictionary) {
            dictionary.pairs().forEach(pair -> {
                check(pair.key());
                check(pair.value());
            });
        } else if (value instanceof Value.NewObject object) {
            check(object.attributes());
        }
    }

    private void check(List<Attribute> attributes) {
        DescriptionMerger.checkRepetitions(attributes);
        DescriptionMerger.flatten(attributes).values().forEach(list -> list.forEach(this::check));
        for (Attribute attribute : attributes) {
            if (attribute instanceof Property property) {
                check(property.value());
            }
        }
    }

    private void checkReference(String what, Value.Reference reference) {
        if (scope.isDangling(reference)) {
            throw PlatformError.MISSING_REFERENCE.across(
                    reference.position(), what + "." + NearestWord.hint(reference.name(), scope.visible()));
        }
    }
}
