/** Finds what a cloud replaces between two syntheses, of resources that hold something: by what their providers' schemas say. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { changedArguments, type Resources } from './changes';

/** Arguments that replace a resource, by its type: of aws 5.100, google 6.50 and azurerm 4.55, asked by Terraform's protocol. */
const REPLACING = JSON.parse(readFileSync(join(__dirname, 'replaces.json'), 'utf8')) as Readonly<
  Record<string, readonly string[]>
>;

/** Types of resources that hold something: one that goes takes that with it. */
const isHolder = (type: string): boolean => type in REPLACING;

/** Addresses of resources that hold something and are replaced, or gone. */
export function replacedIn(before: Resources, after: Resources): string[] {
  return Object.entries(before)
    .filter(([type]) => isHolder(type))
    .flatMap(([type, byId]) =>
      Object.entries(byId).flatMap(([id, one]) => {
        const other = after[type]?.[id];
        if (!other) return [`${type}.${id}`];
        const changed = changedArguments({ [type]: { [id]: one } }, { [type]: { [id]: other } });
        // With a block is ignored what is in it.
        const ignored = ((one.lifecycle?.ignore_changes ?? []) as string[]).map((path) => path.replace(/\[\d+\]/g, ''));
        const replacing = (REPLACING[type] ?? []).filter(
          (path) => changed.has(`${type}.${path}`) && !ignored.some((prefix) => `${path}.`.startsWith(`${prefix}.`)),
        );
        return replacing.length > 0 ? [`${type}.${id}`] : [];
      }),
    );
}
