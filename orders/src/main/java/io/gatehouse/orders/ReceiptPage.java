// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import java.io.StringWriter;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A receipt as a page to print. The writer escapes every text: names of products are not ours. */
final class ReceiptPage {
    /** Nothing is loaded or run by the page; it has no style but the browser's. */
    static final String POLICY = "default-src 'none'; frame-ancestors 'none'";

    private static final int CENTS = 100;

    private final XMLStreamWriter page;

    private ReceiptPage(XMLStreamWriter page) {
        this.page = page;
    }

    /** The page, which is XML and HTML at once. */
    static String of(Receipt receipt) {
        StringWriter text = new StringWriter();
        try {
            new ReceiptPage(XMLOutputFactory.newFactory().createXMLStreamWriter(text))
                    .write(receipt);
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException("receipt cannot be written", impossible);
        }
        return text.toString();
    }

    private void write(Receipt receipt) throws XMLStreamException {
        page.writeDTD("<!DOCTYPE html>");
        page.writeStartElement("html");
        page.writeAttribute("lang", "en");
        page.writeStartElement("head");
        element("title", "Receipt " + receipt.order());
        page.writeEndElement();
        page.writeStartElement("body");
        element("h1", "Receipt");
        element("p", "Order " + receipt.order());
        element("p", "Paid by " + receipt.paymentMethod() + " on " + receipt.paidAt());
        if (receipt.refundedAt().isPresent()) {
            element("p", "Refunded on " + receipt.refundedAt().get());
        }
        table(receipt);
        page.writeEndElement();
        page.writeEndElement();
        page.writeEndDocument();
    }

    private void table(Receipt receipt) throws XMLStreamException {
        page.writeStartElement("table");
        row("th", "Product", "Quantity", "Price", "Sum");
        for (Receipt.Item item : receipt.items()) {
            row(
                    "td",
                    item.name(),
                    Integer.toString(item.quantity()),
                    money(item.unitPrice()),
                    money(item.sum()));
        }
        row("th", "Total", "", "", money(receipt.total()));
        page.writeEndElement();
    }

    private void row(String cell, String... texts) throws XMLStreamException {
        page.writeStartElement("tr");
        for (String text : texts) {
            element(cell, text);
        }
        page.writeEndElement();
    }

    private void element(String name, String text) throws XMLStreamException {
        page.writeStartElement(name);
        page.writeCharacters(text);
        page.writeEndElement();
    }

    private static String money(Money money) {
        return String.format(
                Locale.ROOT,
                "%d.%02d %s",
                money.amount() / CENTS,
                money.amount() % CENTS,
                money.currency());
    }
}
