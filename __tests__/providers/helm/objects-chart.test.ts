/** The chart of objects: whatever scales, no version of it writes another number of pods. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { rendered } from '../../helpers/go-template';
import type { Attributes } from '../../helpers/synth';

const TEMPLATE = readFileSync(join(__dirname, '../../../providers/helm/objects-chart/templates/objects.yaml'), 'utf8');
const NOTE = 'triptych.dev/first-replicas';

function dig(...given: readonly unknown[]): unknown {
  const names = given.slice(0, -2) as string[];
  return (
    names.reduce((value, name) => (value as Attributes | undefined)?.[name] as unknown, given.at(-1)) ?? given.at(-2)
  );
}

/** Functions of Helm; `lookup` finds what is live, or an empty map. */
const functionsWith = (live: object) => ({
  dig,
  has: (one: unknown, all: readonly unknown[]) => all.includes(one),
  list: (...given: readonly unknown[]) => given,
  lookup: () => live,
  set: (object: Attributes, key: string, value: unknown) => Object.assign(object, { [key]: value }) as unknown,
  hasKey: (object: object, key: string) => key in object,
  int: (value: unknown) => Number(value),
  toString: (value: unknown) => String(value),
  dict: (key: string, value: unknown) => ({ [key]: value }),
  default: (otherwise: unknown, value: unknown) => value ?? otherwise,
  merge: (first: object, second: object) => ({ ...second, ...first }),
  toYaml: (value: unknown) => JSON.stringify(value),
});

interface Case {
  readonly kind: string;
  /** What this version says. */
  readonly replicas?: number;
  readonly live?: { readonly replicas: number; readonly note?: string };
  readonly keepReplicas?: boolean;
}

function render({ kind, replicas, live, keepReplicas = true }: Case) {
  const object = { kind, metadata: { name: 'web' }, spec: { ...(replicas !== undefined && { replicas }) } };
  const annotations = live?.note === undefined ? {} : { annotations: { [NOTE]: live.note } };
  const existing = live ? { metadata: annotations, spec: { replicas: live.replicas } } : {};
  const text = rendered(TEMPLATE, { keepReplicas, objects: [object] }, functionsWith(existing));
  const { metadata, spec } = JSON.parse(text.replace(/^\s*---/, '')) as Attributes;
  return [spec.replicas, metadata.annotations?.[NOTE]] as unknown[];
}

it.each<[string, Case, readonly unknown[]]>([
  ['a new Rollout: its number', { kind: 'Rollout', replicas: 3 }, [3, '3']],
  ['a Rollout with another lowest number: the first', { kind: 'Rollout', replicas: 5, live: { replicas: 10, note: '3' } }, [3, '3']], // prettier-ignore
  ['a Rollout that is scaled only now: the live number', { kind: 'Rollout', replicas: 5, live: { replicas: 10 } }, [10, '10']], // prettier-ignore
  ['a new Deployment: none', { kind: 'Deployment' }, [undefined, 'none']],
  ['a Deployment scaled from birth: none', { kind: 'Deployment', live: { replicas: 10, note: 'none' } }, [undefined, 'none']], // prettier-ignore
  ['a Deployment that is scaled only now: the live number', { kind: 'Deployment', live: { replicas: 10 } }, [10, undefined]], // prettier-ignore
  ['a new Deployment with a number: that', { kind: 'Deployment', replicas: 4 }, [4, undefined]],
  ['a Deployment with a number: the live one', { kind: 'Deployment', replicas: 4, live: { replicas: 10 } }, [10, undefined]], // prettier-ignore
  ['another kind: its own', { kind: 'KafkaTopic', replicas: 3, live: { replicas: 1 } }, [3, undefined]],
  ['what nothing scales: its own', { kind: 'Deployment', replicas: 3, live: { replicas: 1 }, keepReplicas: false }, [3, undefined]], // prettier-ignore
])('writes for %s', (_, given, expected) => {
  expect(render(given)).toEqual(expected);
});
