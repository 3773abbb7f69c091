-- Staff's rights end by themselves, and belong to the device that signed in at the provider; not to a device that was let in by a phrase.
ALTER TABLE devices ADD COLUMN staff_until BIGINT NOT NULL DEFAULT 0;
ALTER TABLE accounts DROP COLUMN staff;
