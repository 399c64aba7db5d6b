/**
 * Writes the generated parts of docs/ and the README. A test compares them, so that pages and code stay the same:
 *
 *     npm run docs
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { pages } from './docs/pages';

for (const [path, text] of Object.entries(pages())) writeFileSync(join(__dirname, '..', path), text);
