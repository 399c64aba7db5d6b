/** The properties of an environment, of its targets and of kinds of state, for the page about environments. */
import { membersOfInterface, placesOf, propertiesOf, type Property } from './properties';

const FILE = 'constructs/environment/schema';
const TARGETS = 'constructs/environment/targets';

/** The properties of an environment itself, without those of its constructs. */
export const environmentProperties = (): Property[] => [
  ...propertiesOf(FILE, 'environmentSchema').filter(({ path }) => !path.includes('.')),
  ...membersOfInterface(FILE, 'EnvironmentInput'),
];

/** The properties of a cloud's target. */
export const targetProperties = (cloud: string): Property[] =>
  propertiesOf(TARGETS, `${cloud}Target`).filter(({ path }) => !path.includes('.'));

/** The documented properties of each kind of state: the first is the kind itself. */
export const stateProperties = (): Property[][] => {
  const all = placesOf('core/words/state', 'stateSchema');
  const kinds = [...new Set(all.map(({ place }) => place.split('.')[0]))];
  return kinds.map((kind) => all.filter(({ place }) => place.split('.')[0] === kind));
};
