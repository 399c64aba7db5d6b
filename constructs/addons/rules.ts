/** Rules of add-ons: what each needs beside it, and its own. */
import type { CloudName } from '../../core/words/clouds';
import { check } from '../../core/rules/rule';
import type { Problem } from '../../core/rules/problem';
import type { Environment } from '../environment/schema';
import type { Addon } from './addon';
import { namespaceOf } from './namespaces';
import { ADDONS, addonsOf } from '.';
import type { AddonKey } from './schema';

/** Everything that is wrong with an environment's add-ons on one cloud. */
export function addonProblems(environment: Environment, cloud: CloudName): Omit<Problem, 'environment' | 'cloud'>[] {
  const asked = addonsOf(environment);
  const has = (other: AddonKey): boolean =>
    asked.some(({ key }) => key === other) || (ADDONS[other] as Addon).builtIn?.[cloud] !== undefined;
  return asked.flatMap(({ key, addon, props }) => {
    const missing = (addon.needs?.(props, environment) ?? []).filter((other) => !has(other));
    const found = [
      ...missing.map((other) => ({ property: '', message: `must come with addons.${other}, which it needs` })),
      ...closedNamespace(namespaceOf(environment, key), environment),
      ...unknownSecrets(addon.secrets?.(props, environment) ?? [], environment),
      ...check(addon.rules ?? [], props, { environment, cloud }),
    ];
    return found.map((problem) => ({ construct: `Addon "${key}"`, ...problem }));
  });
}

/** Properties of add-ons that reach nothing on one cloud, since it has them already. */
export function addonWarnings(
  given: Record<string, unknown>,
  cloud: CloudName,
): Omit<Problem, 'environment' | 'cloud'>[] {
  const addons = (given.addons ?? {}) as Record<string, object | undefined>;
  return Object.entries(ADDONS as unknown as Record<string, Addon>).flatMap(([key, { builtIn }]) => {
    const words = Object.keys(addons[key] ?? {});
    if (builtIn?.[cloud] === undefined || words.length === 0) return [];
    return [
      {
        construct: `Addon "${key}"`,
        property: words.join(', '),
        message: `reaches nothing here: ${builtIn[cloud]} has it already`,
      },
    ];
  });
}

/** Charts bring no network policies: what is denied everything cannot even call the Kubernetes API. */
function closedNamespace(namespace: string, { namespaces }: Environment) {
  const message = `must be a namespace of its own, or one with defaultDeny: false, got "${namespace}", which lets nothing in or out`;
  return namespaces[namespace]?.defaultDeny ? [{ property: 'namespace', message }] : [];
}

function unknownSecrets(ids: readonly string[], { secrets, databases, caches }: Environment) {
  const known = [secrets, databases, caches].flatMap((record) => Object.keys(record));
  return ids
    .filter((id) => !known.includes(id))
    .map((id) => ({
      property: '',
      message: `must name a secret, database or cache of the environment, got "${id}"; there ${known.length > 0 ? `are ${known.join(', ')}` : 'is none'}`,
    }));
}
