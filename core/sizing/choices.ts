/** Rules that every cloud needs with its own tables: a version it offers, a SKU that is large enough. */
import { machineRequirement, nearest, select, type Catalogue, type Requirement, type Selection } from './catalogue';
import type { Rule } from '../rules/rule';
import { kebab } from '../text';
import { resolveVersion, type ResolveOptions, type VersionRow, type VersionTable } from './versions';
import type { MachineSize } from '../words/sizes';

/** The row of a version that the rules have let through. */
export function versionOf<T extends VersionRow>(table: VersionTable<T>, version: string, options?: ResolveOptions): T {
  const resolution = resolveVersion(table, version, options);
  if (!resolution.ok) throw new Error(`version ${version} passed the rules and is not in the table of ${table.asOf}`);
  return resolution.value;
}

/** Refuses a version that the cloud does not offer, with the nearest that it does. */
export const versionRule = <P extends { readonly version: string }, C>(
  engine: string,
  tableOf: (props: P) => VersionTable,
  optionsOf: (props: P) => ResolveOptions = () => ({}),
): Rule<P, C> => ({
  code: 'version',
  property: 'version',
  check: (p) => {
    const table = tableOf(p);
    const resolution = resolveVersion(table, p.version, optionsOf(p));
    if (resolution.ok) return undefined;
    const { ended, nearest: other } = resolution;
    const why = ended ? `its support ended on ${ended}` : 'it is not offered';
    return `must be a version of ${engine} that is available, got "${p.version}" (${why}, as of ${table.asOf}); ${other ? `the nearest that works is "${other}"` : 'there is no other'}`;
  },
});

/** Warns of a version near its end. */
export const versionWarning = <P extends { readonly version: string }, C>(
  engine: string,
  tableOf: (props: P) => VersionTable,
  optionsOf: (props: P) => ResolveOptions = () => ({}),
): Rule<P, C> => ({
  code: 'version-ends',
  property: 'version',
  check: (p) => {
    const resolution = resolveVersion(tableOf(p), p.version, optionsOf(p));
    return resolution.ok && resolution.warning !== undefined && `of ${engine}: ${resolution.warning}`;
  },
});

/** A size, the user's own SKU if there is one, and what the SKU must be able to do. */
export const skuRequirement = (
  size: MachineSize,
  sku: string | undefined,
  needs: Requirement['needs'] = [],
): Requirement => ({
  ...machineRequirement(size),
  ...(sku !== undefined && { sku }),
  needs,
});

/** The requirement on a node: x86 unless said otherwise, since images that run on one cloud must run on the others. */
export const nodeRequirement = (...asked: Parameters<typeof skuRequirement>): Requirement => {
  const requirement = skuRequirement(...asked);
  return { ...requirement, architecture: requirement.architecture ?? 'x86_64' };
};

/** The SKU of a requirement that the rules have let through. */
export function skuOf(catalogue: Catalogue, requirement: Requirement): Selection {
  const found = select(catalogue, requirement);
  if (!found) throw new Error(`no SKU satisfies ${JSON.stringify(requirement)}, and the rules let it through`);
  return found;
}

/** Refuses a size that nothing in the catalogue satisfies, with what comes closest. */
export const sizeRule = <P, C, O = unknown>(
  property: string,
  catalogue: Catalogue,
  requirementOf: (props: P, context: C, owner: O) => Requirement | undefined,
): Rule<P, C, O> => ({
  code: property.split('.').map(kebab).join('-'),
  property,
  check: (p, context, owner) => {
    const requirement = requirementOf(p, context, owner);
    if (requirement === undefined || select(catalogue, requirement)) return undefined;
    const { needs = [], ...asked } = requirement;
    const other = nearest(catalogue, requirement);
    const wanted = [
      ...Object.entries(asked)
        .filter(([, value]) => value !== undefined)
        .map(([key, value]) => `${key} ${value}`),
      ...needs.map((need) => `capable of ${need}`),
    ].join(', ');
    return `must be met by a SKU, got ${wanted}; the closest is ${other?.sku} (${other?.vcpu} vCPU, ${other?.memoryGiB} GiB). Ask for less, or name a SKU with sku`;
  },
});
