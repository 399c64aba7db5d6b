/** Defaults that constructs inherit from their environment. */
import { isPlain, type PlainObject } from '../../core/patch';
import { mapValues } from '../../core/records';

/** Properties of constructs, by their key in an environment, when the environment need not be highly available. */
const WITHOUT_HIGH_AVAILABILITY = {
  databases: { highAvailability: false },
  caches: { replicas: 0 },
} as const;

/** The environment as written, plus inherited defaults for properties that a construct does not set. */
export function withInherited(written: PlainObject): PlainObject {
  if (written.highAvailability !== false) return written;
  const inherited = Object.entries(WITHOUT_HIGH_AVAILABILITY).flatMap(([key, defaults]) => {
    const constructs = written[key];
    return isPlain(constructs)
      ? [[key, mapValues(constructs, (_, props) => (isPlain(props) ? { ...defaults, ...props } : props))] as const]
      : [];
  });
  return { ...written, ...Object.fromEntries(inherited) };
}
