// SPDX-License-Identifier: Apache-2.0
/** Pages for people: templates, their texts in each language, and errors. */
package io.gatehouse.idp.oauth.page;
