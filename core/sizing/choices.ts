/** Rules that every cloud needs with its own tables: the version is offered, a SKU is large enough. */
import { type Choice, choice, type Facts } from '../decision';
import { invariant, present } from '../invariant';
import type { Rule } from '../rules/rule';
import { codeOf } from '../text';
import type { MachineSize } from '../words/sizes';
import {
  type Catalogue,
  describeRequirement,
  machineRequirement,
  nearest,
  type Requirement,
  satisfying,
  select,
  type Selection,
} from './catalogue';
import { type ResolveOptions, resolveVersion, type VersionRow, type VersionTable } from './versions';

/** The row of a version that the rules have accepted, and what the cloud is given. */
export function chooseVersion<T extends VersionRow>(
  table: VersionTable<T>,
  version: string,
  options?: ResolveOptions,
): Choice<T> {
  const resolution = resolveVersion(table, version, options);
  invariant(resolution.ok, `version ${version} is not in the table of ${table.asOf}`);
  const { value } = resolution;
  const end = options?.extendedSupport ? (value.endOfExtendedSupport ?? value.endOfLife) : value.endOfLife;
  const why = `as the table of versions of ${table.asOf} has it; ${end ? `support ends on ${end}` : 'no end of support is announced'}`;
  return choice(value, value.engineVersion, why);
}

/** The row of a version that the rules have accepted. */
export const versionOf = <T extends VersionRow>(...given: Parameters<typeof chooseVersion<T>>): T =>
  chooseVersion(...given).value;

/** Refuses a version that the cloud does not offer, and names the nearest that it does. */
export const versionRule = <P extends { readonly version: string }, C>(
  engine: string,
  tableOf: (props: P) => VersionTable,
  optionsOf: (props: P) => ResolveOptions = () => ({}),
): Rule<P, C> => ({
  code: 'version',
  says: `must be a version of ${engine} that is available, got …`,
  property: 'version',
  check: (p) => {
    const table = tableOf(p);
    const resolution = resolveVersion(table, p.version, optionsOf(p));
    if (resolution.ok) return undefined;
    const { ended, nearest: alternative } = resolution;
    const why = ended ? `its support ended on ${ended}` : 'it is not offered';
    const advice = alternative ? `the nearest that works is "${alternative}"` : 'there is no other';
    return `must be a version of ${engine} that is available, got "${p.version}" (${why}, as of ${table.asOf}); ${advice}`;
  },
});

/** Warns of a version near its end. */
export const versionWarning = <P extends { readonly version: string }, C>(
  engine: string,
  tableOf: (props: P) => VersionTable,
  optionsOf: (props: P) => ResolveOptions = () => ({}),
): Rule<P, C> => ({
  code: 'version-ends',
  says: `of ${engine}: support ends on …`,
  property: 'version',
  check: (p) => {
    const resolution = resolveVersion(tableOf(p), p.version, optionsOf(p));
    return resolution.ok && resolution.warning !== undefined && `of ${engine}: ${resolution.warning}`;
  },
});

/** The requirement of a size, the user's own SKU if there is one, and the abilities that the SKU must have. */
export const skuRequirement = (
  size: MachineSize,
  sku: string | undefined,
  needs: Requirement['needs'] = [],
): Requirement => ({
  ...machineRequirement(size),
  ...(sku !== undefined && { sku }),
  needs,
});

/** The requirement on a node: x86_64 by default, so that one image runs on every cloud. */
export const nodeRequirement = (...args: Parameters<typeof skuRequirement>): Requirement => {
  const requirement = skuRequirement(...args);
  return { ...requirement, architecture: requirement.architecture ?? 'x86_64' };
};

/** The SKU of a requirement that the rules have accepted. */
export function skuOf(catalogue: Catalogue, requirement: Requirement): Selection {
  return present(select(catalogue, requirement), `a SKU for ${JSON.stringify(requirement)}`);
}

/** The same, with the rule that chose it. */
export function chooseSku(catalogue: Catalogue, requirement: Requirement): Choice<Selection> {
  const value = skuOf(catalogue, requirement);
  return {
    value,
    shown: value.sku,
    why: () => describeSelection(catalogue, requirement, value),
    facts: () => ({ ...factsOf(value), pricesOf: catalogue.region, pricesAsOf: catalogue.asOf }),
  };
}

function describeSelection(catalogue: Catalogue, requirement: Requirement, value: Selection): string {
  const { vcpu, memoryGiB, usdPerHour } = value;
  if (vcpu === undefined || usdPerHour === undefined) return 'named by `sku`; the catalogue does not know it';
  const what = `${vcpu} vCPU, ${memoryGiB} GiB, ${usdPerHour} USD an hour in ${catalogue.region} (list price, ${catalogue.asOf})`;
  if (requirement.sku !== undefined) return `named by \`sku\`: ${what}`;
  const among = satisfying(catalogue, requirement).length;
  const rule = among === 1 ? 'the only one in the catalogue with' : `the cheapest of ${among} in the catalogue with`;
  return `${rule} ${describeRequirement(requirement)}: ${what}`;
}

const factsOf = ({ sku: _, lacks: _lacks, ...facts }: Selection): Facts => facts;

/** Refuses a size that no SKU of the catalogue satisfies, and names the closest SKU. */
export const sizeRule = <P, C, O = unknown>(
  property: string,
  catalogue: Catalogue,
  requirementOf: (props: P, context: C, owner: O) => Requirement | undefined,
): Rule<P, C, O> => ({
  code: codeOf(property),
  property,
  check: (p, context, owner) => {
    const requirement = requirementOf(p, context, owner);
    if (requirement === undefined || select(catalogue, requirement)) return undefined;
    const { needs = [], ...asked } = requirement;
    const closest = nearest(catalogue, requirement);
    const wanted = [
      ...Object.entries(asked)
        .filter(([, value]) => value !== undefined)
        .map(([key, value]) => `${key} ${value}`),
      ...needs.map((need) => `capable of ${need}`),
    ].join(', ');
    return `must be met by a SKU, got ${wanted}; ${closest ? `the closest is ${closest.sku} (${closest.vcpu} vCPU, ${closest.memoryGiB} GiB)` : 'there is none'}. Ask for less, or name a SKU with sku`;
  },
});
