// SPDX-License-Identifier: Apache-2.0
/** The links that mails bring: each is good once, for a while, and for one purpose. */
package io.gatehouse.idp.link;
