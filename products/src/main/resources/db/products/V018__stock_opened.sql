-- SPDX-License-Identifier: Apache-2.0
-- The products that are there already have what is for sale now.
INSERT INTO stock_movement (product_id, created_at, id, change, kind)
SELECT id, now(), gen_random_uuid(), stock, 'OPENED' FROM product
WHERE stock > 0 AND NOT EXISTS (SELECT 1 FROM stock_movement WHERE product_id = product.id)
