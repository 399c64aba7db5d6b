/** Codes of all rules, for the page of errors and for acknowledgements. */
import { z } from 'zod';

import { ADDONS } from '../../constructs/addons';
import type { Addon } from '../../constructs/addons/addon';
import { ADDON_RULES, BUILT_IN, OPEN } from '../../constructs/addons/rules';
import type { Cloud } from '../../constructs/cloud';
import { environmentRules } from '../../constructs/environment/rules';
import type { Implementations } from '../../constructs/implementations';
import { type ConstructKind, CONSTRUCTS, KINDS } from '../../constructs/registry';
import { NOT_SUPPORTED, type Support, VALUE_NOT_SUPPORTED } from '../../core/parity';
import { rulesIn, type RuleTable } from '../../core/rules/rule';
import { keysAt } from '../../core/rules/schema-keys';
import type { CloudName } from '../../core/words/clouds';
import { acrossRules, existingKeyRules } from './across';
import { kindOn } from './constructs';
import { sharedRules } from './neighbours';
import { standingByRules } from './standing-by';
import { togetherWarnings } from './together';

export interface KnownRule {
  /** The code as users see it: `postgres/storage-max`. */
  readonly code: string;
  /** Path of the property inside the construct; empty for the construct as a whole. */
  readonly property: string;
  /** The one cloud that has the rule. @default - every cloud */
  readonly cloud?: CloudName;
  readonly severity: 'error' | 'warning';
  /** The message, or the function that returns it. */
  readonly says: string | ((...given: never[]) => unknown);
}

type Where = Pick<KnownRule, 'severity' | 'cloud'>;
type AnyTable = RuleTable<never, never>;

export function knownRules({ clouds, inCluster }: Implementations): KnownRule[] {
  const all = Object.values(clouds);
  return [
    ...FIXED.map((rule) => ({ ...rule, property: rule.property ?? '' })),
    ...ofTable('environment', environmentRules),
    ...ofTable('environment', acrossRules),
    ...ofTable('environment', sharedRules),
    ...ofTable('environment', standingByRules),
    ...ofTable('environment', togetherWarnings, { severity: 'warning' }),
    ...all.flatMap(({ name: cloud, targetRules = [], neighbourRules = [] }) =>
      ofTable('environment', [...targetRules, ...neighbourRules], { severity: 'error', cloud }),
    ),
    ...KINDS.flatMap((kind) => ofKind(kind, all, inCluster)),
    ...Object.values(ADDONS).flatMap(ofAddon),
  ];
}

const ofTable = (prefix: string, table: AnyTable, where: Where = { severity: 'error' }): KnownRule[] =>
  rulesIn(table).map(({ code, property, check, says }) => ({
    ...where,
    code: `${prefix}/${code}`,
    property,
    says: says ?? check,
  }));

function ofKind(kind: ConstructKind, clouds: readonly Cloud[], inCluster: Implementations['inCluster']): KnownRule[] {
  const { code: prefix, rules, warnings = [], schema, place } = CONSTRUCTS[kind];
  const hasKey = keysAt(schema, []).includes('encryptionKey');
  return [
    ...ofTable(prefix, rules),
    ...ofTable(prefix, warnings, { severity: 'warning' }),
    ...(hasKey ? ofTable(prefix, existingKeyRules) : []),
    ...clouds.flatMap((cloud) => {
      const onCloud = kindOn(cloud, inCluster, kind);
      return [
        ...ofTable(prefix, onCloud.rules, { severity: 'error', cloud: cloud.name }),
        ...ofTable(prefix, onCloud.warnings, { severity: 'warning', cloud: cloud.name }),
        ...(place === 'cloud' ? ofParity(prefix, onCloud.parity, cloud.name) : []),
      ];
    }),
  ];
}

function ofParity(prefix: string, parity: Readonly<Record<string, Support>>, cloud: CloudName): KnownRule[] {
  const all = Object.entries(parity);
  const row = (rule: typeof NOT_SUPPORTED, properties: readonly (readonly [string, Support])[]): KnownRule[] =>
    properties.map(([property]) => ({
      code: `${prefix}/${rule.code}`,
      property,
      cloud,
      severity: 'error',
      says: rule.message,
    }));
  return [
    ...row(
      NOT_SUPPORTED,
      all.filter(([, { kind }]) => kind === 'unsupported'),
    ),
    ...row(
      VALUE_NOT_SUPPORTED,
      all.filter(([, support]) => support.kind !== 'unsupported' && support.except.length > 0),
    ),
  ];
}

const mayBeOpen = ({ schema, podLabels }: Pick<Addon, 'schema' | 'podLabels'>): boolean =>
  podLabels === undefined && schema instanceof z.ZodObject && 'namespace' in schema.shape;

const ofAddon = ({ id, rules = [], warnings = [], builtIn = {}, ...addon }: Addon): KnownRule[] => [
  ...ADDON_RULES.map((rule) => ({ ...rule, code: `${id}/${rule.code}`, severity: 'error' as const })),
  ...ofTable(id, rules),
  ...ofTable(id, warnings, { severity: 'warning' }),
  ...(mayBeOpen(addon) ? [{ ...OPEN, code: `${id}/${OPEN.code}`, severity: 'warning' as const }] : []),
  ...Object.keys(builtIn).map((cloud) => ({
    ...BUILT_IN,
    code: `${id}/${BUILT_IN.code}`,
    cloud: cloud as CloudName,
    severity: 'warning' as const,
  })),
];

/** Problems that do not come from a table of rules. */
const FIXED: readonly (Omit<KnownRule, 'property'> & { readonly property?: string })[] = (
  [
    ['schema/unknown-property', 'error', '', 'is not a known property'],
    ['schema/required', 'error', '', 'is required (…)'],
    ['schema/type', 'error', '', 'must be a …, got …'],
    ['schema/range', 'error', '', 'must be at least …, got …'],
    ['schema/choice', 'error', '', 'must be … or …, got …'],
    ['schema/format', 'error', '', 'must have the form that the message describes, got …'],
    ['source/missing', 'error', '', 'does not exist'],
    ['source/ending', 'error', '', 'is no file of environments: its name must end in …'],
    ['source/unreadable', 'error', '', 'cannot be read: …'],
    ['source/none', 'error', '', 'holds no environment: …'],
    ['source/entry', 'error', '', 'exports the list …, whose entry … is no environment: …'],
    ['source/module', 'error', '', 'the message of the program that does not compile or does not run'],
    ['source/syntax', 'error', '', 'what is wrong in the line of YAML or JSON'],
    ['source/duplicate-key', 'error', '', '… is given twice in the same map: remove one'],
    ['source/alias', 'error', '', '*… names no anchor: write &… before the value, further up'],
    ['environment/duplicate', 'error', '', 'is defined twice: … would overwrite itself'],
    [
      'environment/former-address-taken',
      'error',
      '',
      'has an entry that cannot be renamed, because … of … would still be there under another name',
    ],
    [
      'environment/role-full',
      'error',
      '',
      'gives the IAM role … rights to … resources, which fill … managed policies; IAM takes at most …',
    ],
    ['environment/difference-ignored', 'error', 'differences', 'is ignored: … is not among the targets (…)'],
    ['acknowledgements/unknown', 'error', 'acknowledgements', 'is the code of no warning'],
    ['acknowledgements/error', 'error', 'acknowledgements', 'is an error: only warnings can be acknowledged'],
    ['acknowledgements/unneeded', 'warning', 'acknowledgements', 'is not needed: there is no such warning'],
    ['overrides/unknown', 'error', 'overrides', 'is unknown; there are …'],
    ['extend/failed', 'error', 'extend', 'throws …, in …'],
    [
      'extend/async',
      'error',
      'extend',
      'must not be asynchronous, because what it adds after its first `await` would be missing',
    ],
    ['extend/address-taken', 'error', 'extend', 'must not make …, which … makes already: give it another id'],
    ['extend/address-unknown', 'error', 'extend', 'says "…", but there is no …, or it still exists'],
    ['extend/invalid', 'error', 'extend', 'is not valid: …'],
    ['stacks/unknown', 'error', '', 'matches no stack; there are …'],
    ['stacks/unknown-construct', 'error', '', 'is no construct of …; there are …'],
    ['runbook/unknown', 'error', '', 'is no environment; there are …'],
    ['trace/none', 'error', '', 'holds no trace, or exports none'],
    ['trace/path', 'error', '', 'is no JMESPath: …'],
    ['trace/missing', 'error', '', 'the evidence of a trace that is not in the Terraform: … must be …, got …'],
    ['types/ts2322', 'error', '', 'what TypeScript says of an environment; the number is that of its message'],
    ['docs/unknown', 'error', '', 'is no page of the documentation'],
    ['init/not-empty', 'error', '', 'is not empty: name a directory that does not exist yet, or an empty one'],
    ['init/package', 'error', '', 'must say where npm finds Triptych, because this one was not installed by npm'],
    ['stacks/part-by-cli', 'error', '', 'would make the CDKTF CLI delete all other stacks from …'],
  ] as const
).map(([code, severity, property, says]) => ({ code, severity, property, says }));
