// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void linesWhenCellsDifferInWidthThenColumnsAreAligned() {
        Table table = new Table("NAME", ">PRICE").row("Teapot", "12.34 EUR").row("Cup", "5.00 EUR");

        assertThat(lines(table))
                .containsExactly("NAME        PRICE", "Teapot  12.34 EUR", "Cup      5.00 EUR");
    }

    @Test
    void linesWhenLastCellIsShortThenNoSpaceTrails() {
        Table table = new Table("NAME", "ARCHIVED").row("Teapot", "");

        assertThat(lines(table)).containsExactly("NAME    ARCHIVED", "Teapot");
    }

    @Test
    void linesWhenCharactersAreWideThenTheyTakeTwoColumns() {
        Table table = new Table("NAME", "N").row("茶壺", "1").row("Cup", "2");

        assertThat(lines(table)).containsExactly("NAME  N", "茶壺  1", "Cup   2");
    }

    @Test
    void rowWhenCellHoldsEscapeSequenceThenItIsDisarmed() {
        Table table = new Table("NAME").row("a\u001b[2Jb\nc\u202e");

        assertThat(lines(table).getLast()).isEqualTo("a [2Jb c?");
    }

    @Test
    void rowWhenCellIsMissingThenItIsRefused() {
        Table table = new Table("NAME", "PRICE");

        assertThatThrownBy(() -> table.row("Teapot")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void linesWhenTableIsWiderThanTheTerminalThenEachRowIsABlock() {
        Table table =
                new Table("ID", "NAME", ">PRICE", ">STOCK")
                        .row("d01e13be", "Quarry Stoneware Mug", "18.50 EUR", "200")
                        .row("f5057fee", "Tidewater Pour-Over Kettle", "64.90 EUR", "")
                        .numbered();

        assertThat(table.lines(40, UnaryOperator.identity()))
                .containsExactly(
                        "# 1  ID d01e13be",
                        "  NAME Quarry Stoneware Mug",
                        "  PRICE 18.50 EUR  STOCK 200",
                        "# 2  ID f5057fee",
                        "  NAME Tidewater Pour-Over Kettle",
                        "  PRICE 64.90 EUR");
    }

    @Test
    void linesWhenValueIsWiderThanTheTerminalThenItIsBrokenBetweenWords() {
        Table table = new Table("PRODUCTS").row("2 x Quarry Stoneware Mug, 1 x Lumen Desk Lamp");

        assertThat(table.lines(40, UnaryOperator.identity()))
                .containsExactly("PRODUCTS 2 x Quarry Stoneware Mug, 1 x", "    Lumen Desk Lamp");
    }

    private static List<String> lines(Table table) {
        return table.lines(Integer.MAX_VALUE, UnaryOperator.identity());
    }
}
