/** The properties of an environment, of its targets and of kinds of state, for the page about environments. */
import { stateSchema } from '../../core/words/state';
import { membersOfInterface, placesOf, propertiesOf, type Property } from './properties';

const FILE = 'constructs/environment/schema';
const TARGETS = 'constructs/environment/targets';

/** Properties whose own properties have no page. */
const WITHOUT_PAGE = ['keys', 'recovery'];

/** The properties of an environment, without those of its targets, constructs and add-ons. */
export const environmentProperties = (): Property[] => [
  ...propertiesOf(FILE, 'environmentSchema').filter(({ path }) => {
    const [key = '', inner] = path.split('.');
    return inner === undefined || WITHOUT_PAGE.includes(key);
  }),
  ...membersOfInterface(FILE, 'EnvironmentInput'),
];

/** The properties of a cloud's target. */
export const targetProperties = (cloud: string): Property[] =>
  propertiesOf(TARGETS, `${cloud}Target`).filter(({ path }) => !path.includes('.'));

export interface StateKind {
  readonly kind: string;
  readonly meaning: string;
  readonly properties: readonly Property[];
}

export function stateKinds(): StateKind[] {
  const all = placesOf('core/words/state', 'stateSchema');
  return stateSchema.options.map(({ shape: { kind } }, index) => {
    const own = all.filter(({ place }) => place.startsWith(`|${index}.`));
    return {
      kind: kind.value,
      meaning: own.find(({ path }) => path === 'kind')?.comment ?? '',
      properties: own.filter(({ path }) => path !== 'kind'),
    };
  });
}
