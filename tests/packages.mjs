// The packages the tests need. `cargo xtask test` installs them outside the clone and says where.

import { createRequire } from 'node:module';
import path from 'node:path';

const modules = process.env.ATRIUM_NODE_MODULES ?? path.join(import.meta.dirname, 'node_modules');
const require = createRequire(path.join(modules, '_'));

/** A validator of JSON Schema that is not ours, and what it knows of dates and addresses. */
export const schemas = () => ({ Ajv: require('ajv/dist/2020').default, formats: require('ajv-formats').default });

export const { chromium } = require('playwright-core');
/** The source of axe, to be run inside a page. */
export const axeSource = require('axe-core').source;
