// SPDX-License-Identifier: Apache-2.0
SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#viewer',
  deepLinking: true,
  // No service of somebody else's is asked about the document.
  validatorUrl: null,
});
