// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WrapTest {

    @Test
    void linesWhenTextFitsThenItStays() {
        assertThat(Wrap.lines("  ten  long", 11)).containsExactly("  ten  long");
    }

    @Test
    void linesWhenTextIsTooLongThenBrokenBetweenWordsAndIndented() {
        assertThat(Wrap.lines("  one two three four", 12))
                .containsExactly("  one two", "    three", "    four");
    }

    @Test
    void linesWhenTextIsColouredThenColoursTakeNoColumns() {
        String coloured = "\u001b[1;31mone two\u001b[0m";

        assertThat(Wrap.lines(coloured, 7)).containsExactly(coloured);
    }

    @Test
    void linesWhenWordIsLongerThanTheLineThenItIsLeftWhole() {
        assertThat(Wrap.lines("see https://localhost:8443/orders now", 12))
                .containsExactly("see", "  https://localhost:8443/orders", "  now");
    }

    @Test
    void linesWhenCharactersAreWideThenTheyTakeTwoColumns() {
        assertThat(Wrap.lines("\u8336\u58f6 \u8336\u58f6", 6))
                .containsExactly("\u8336\u58f6", "  \u8336\u58f6");
    }

    @Test
    void textWhenItHasLinesThenEachIsBrokenAndTheEndStays() {
        assertThat(Wrap.text("one two\n\nthree\n", 5)).isEqualTo("one\n  two\n\nthree\n");
    }
}
