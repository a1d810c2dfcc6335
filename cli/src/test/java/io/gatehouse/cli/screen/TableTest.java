// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void linesWhenCellsDifferInWidthThenColumnsAreAligned() {
        Table table = new Table("NAME", ">PRICE").row("Teapot", "12.34 EUR").row("Cup", "5.00 EUR");

        assertThat(table.lines())
                .containsExactly("NAME        PRICE", "Teapot  12.34 EUR", "Cup      5.00 EUR");
    }

    @Test
    void linesWhenLastCellIsShortThenNoSpaceTrails() {
        Table table = new Table("NAME", "ARCHIVED").row("Teapot", "");

        assertThat(table.lines()).containsExactly("NAME    ARCHIVED", "Teapot");
    }

    @Test
    void linesWhenCharactersAreWideThenTheyTakeTwoColumns() {
        Table table = new Table("NAME", "N").row("茶壺", "1").row("Cup", "2");

        assertThat(table.lines()).containsExactly("NAME  N", "茶壺  1", "Cup   2");
    }

    @Test
    void rowWhenCellHoldsEscapeSequenceThenItIsDisarmed() {
        Table table = new Table("NAME").row("a\u001b[2Jb\nc\u202e");

        assertThat(table.lines().getLast()).isEqualTo("a [2Jb c?");
    }

    @Test
    void rowWhenCellIsMissingThenItIsRefused() {
        Table table = new Table("NAME", "PRICE");

        assertThatThrownBy(() -> table.row("Teapot")).isInstanceOf(IllegalArgumentException.class);
    }
}
