/** Rules of add-ons: those that hold for every add-on, and each add-on's own. */
import { KUBE_SYSTEM } from '../../core/kubernetes/words';
import { type Finding, findings } from '../../core/rules/rule';
import type { Environment } from '../environment/schema';
import { ADDONS, addonsOf } from '.';
import type { Addon } from './addon';
import type { AddonRuleContext } from './parts/rules';
import type { AddonKey } from './schema';

/** A problem or warning of one add-on. */
export interface AddonFinding extends Finding {
  readonly addon: AddonKey;
}

/** Rules that hold for every add-on, for the page of errors. */
export const ADDON_RULES = [
  { code: 'requires-addon', property: '', says: 'requires addons.…' },
  {
    code: 'secret-unknown',
    property: '',
    says: 'must name a secret, database or cache of the environment, got …; there are …',
  },
] as const;

/** The warning for add-ons that a cloud provides itself. */
export const BUILT_IN = { code: 'built-in', property: '', says: 'is ignored here: … has it already' } as const;

/** The warning for add-ons whose pods are not known beside Kubernetes' own. */
export const OPEN = {
  code: 'open-in-kube-system',
  property: 'namespace',
  says: 'is "kube-system", where no network policy closes this add-on: every pod may call it, and it may call every pod. Leave namespace out, or name another',
} as const;

/** All problems of an environment's add-ons on one cloud. */
export function addonProblems(context: AddonRuleContext): AddonFinding[] {
  const { environment, cloud } = context;
  const asked = addonsOf(environment);
  const has = (other: AddonKey): boolean =>
    asked.some(({ key }) => key === other) || ADDONS[other].builtIn?.[cloud] !== undefined;
  return asked.flatMap(({ key, addon, props }) => {
    const missing = (addon.needs?.(props, context) ?? []).filter((other) => !has(other));
    return [
      ...missing.map(required),
      ...unknownSecrets(addon.secrets?.(props, environment) ?? [], environment),
      ...findings(addon.rules ?? [], props, context),
    ].map((found) => ({ addon: key, ...found }));
  });
}

/** @param given the environment as the user wrote it, without defaults */
export function addonWarnings(context: AddonRuleContext, given: Record<string, unknown>): AddonFinding[] {
  const written = (given.addons ?? {}) as Record<string, object | undefined>;
  return addonsOf(context.environment).flatMap(({ key, addon, props, namespace }) => {
    const equivalent = addon.builtIn?.[context.cloud];
    const found =
      equivalent === undefined
        ? [...openIn(addon, namespace), ...findings(addon.warnings ?? [], props, context)]
        : ignored(equivalent, Object.keys(written[key] ?? {}));
    return found.map((finding) => ({ addon: key, ...finding }));
  });
}

const openIn = ({ podLabels }: Addon, namespace: string): Finding[] =>
  namespace === KUBE_SYSTEM && podLabels === undefined
    ? [
        {
          code: OPEN.code,
          property: OPEN.property,
          message: `is "${KUBE_SYSTEM}", where no network policy closes this add-on: every pod may call it, and it may call every pod. Leave namespace out, or name another`,
          standsOn: [],
        },
      ]
    : [];

/** Properties without effect on a cloud that provides the add-on itself. */
const ignored = (equivalent: string, properties: readonly string[]): Finding[] =>
  properties.length === 0
    ? []
    : [
        {
          code: BUILT_IN.code,
          property: properties.join(', '),
          message: `is ignored here: ${equivalent} has it already`,
          standsOn: [],
        },
      ];

const required = (other: AddonKey): Finding => ({
  code: 'requires-addon',
  property: '',
  message: `requires addons.${other}`,
  standsOn: [`addons.${other}`],
});

function unknownSecrets(ids: readonly string[], { secrets, databases, caches }: Environment): Finding[] {
  const known = [secrets, databases, caches].flatMap((record) => Object.keys(record));
  return ids
    .filter((id) => !known.includes(id))
    .map((id) => ({
      code: 'secret-unknown',
      property: '',
      message: `must name a secret, database or cache of the environment, got "${id}"; there ${known.length > 0 ? `are ${known.join(', ')}` : 'is none'}`,
      standsOn: [`secrets.${id}`, `databases.${id}`, `caches.${id}`],
    }));
}
