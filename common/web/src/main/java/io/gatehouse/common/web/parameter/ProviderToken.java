// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.parameter;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A string is a token of the payment provider: {@code tok_} and 1 to 96 letters, digits or
 * underscores. The number of a card is none.
 */
@Pattern(regexp = "tok_[A-Za-z0-9_]{1,96}")
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Target({ElementType.FIELD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface ProviderToken {
    String message() default "must be a token of the payment provider";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
