// SPDX-License-Identifier: Apache-2.0
/** Sending mails: what they say, the queue they wait in, and the ways they leave by. */
package io.gatehouse.idp.mail;
