// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.catalogue;

import io.gatehouse.common.web.parameter.OneLine;
import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The constraints of a product's texts, the same for creation and change. */
final class ProductText {
    private ProductText() {}

    /** One line that is not blank, at most 200 characters. */
    @NotBlank
    @Size(max = 200)
    @OneLine
    @Constraint(validatedBy = {})
    @Target(ElementType.FIELD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Name {
        String message() default "is not a name";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    /** Any number of lines, also none, at most 4000 characters. */
    @NotNull
    @Size(max = 4000)
    @Pattern(
            regexp = "[\\n[^\\p{Cc}\\p{Cs}]]*",
            message = "must not hold control characters other than line feeds")
    @Constraint(validatedBy = {})
    @Target(ElementType.FIELD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Description {
        String message() default "is not a description";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }
}
