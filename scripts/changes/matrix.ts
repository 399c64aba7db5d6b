/**
 * Changes that are tried: each kind of thing that holds data × what people do to it, as pairs of environments with what must
 * come of it. Nothing that holds data goes unless the environment says so in words.
 */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import type { CloudName } from '../../core/words/clouds';

/** An environment but for its name and place, which are those of the change. */
type Topology = Partial<Omit<EnvironmentInput, 'system' | 'environment' | 'costCenter' | 'targets'>>;

export type Expected =
  /** The plan is refused before anything has happened; `by` is a part of the refusing resource's address. */
  | { readonly kind: 'refused'; readonly by: string }
  | { readonly kind: 'nothing' }
  /** Whatever else happens, nothing that holds data goes. */
  | { readonly kind: 'kept' }
  /** Of what holds data these types go, and no others: the environment said so in words. */
  | { readonly kind: 'goes'; readonly types: readonly string[] };

type ByCloud = Readonly<Record<CloudName, Expected>>;

export interface Change {
  /** `database`. */
  readonly thing: string;
  /** `removed`. */
  readonly change: string;
  readonly before: Topology;
  /** Absent if the whole environment goes. */
  readonly after?: Topology | undefined;
  readonly expected: Expected | ByCloud;
}

export const refused = (by: string): Expected => ({ kind: 'refused', by });
export const goes = (...types: string[]): Expected => ({ kind: 'goes', types });
export const NOTHING: Expected = { kind: 'nothing' };
export const KEPT: Expected = { kind: 'kept' };

export const expectedOn = ({ expected }: Change, cloud: CloudName): Expected =>
  'kind' in expected ? expected : expected[cloud];

export const each = (aws: Expected, google: Expected, azurerm: Expected): ByCloud => ({ aws, google, azurerm });

/** The environment of a change, before or after it; every change has stacks of its own. */
export const environmentOf = ({ thing, change }: Change, topology: Topology): EnvironmentInput => ({
  network: { cidr: '10.20.0.0/16' },
  ...topology,
  system: thing,
  environment: change,
  costCenter: 'platform',
  targets: {
    aws: {
      account: '123456789012',
      region: 'us-east-1',
      secondaryRegion: 'us-west-2',
      operators: { apply: ['arn:aws:iam::123456789012:role/terraform'] },
    },
    google: { project: 'acme-changes', region: 'us-central1', secondaryRegion: 'us-west1' },
    azurerm: {
      subscription: '00000000-0000-4000-8000-000000000001',
      region: 'eastus',
      secondaryRegion: 'westus2',
      operators: { apply: ['00000000-0000-4000-8000-000000000002'] },
    },
  },
});

/** Changes of one kind of thing, by name. */
export const changesOf = (
  thing: string,
  changes: Readonly<Record<string, Omit<Change, 'thing' | 'change'>>>,
): Change[] => Object.entries(changes).map(([change, one]) => ({ thing, change, ...one }));
