/** Defaults that constructs inherit from their environment. */
import { isPlain, type PlainObject } from '../../core/patch';
import { mapValues } from '../../core/records';

/** Properties of constructs, by their key in an environment, when the environment need not be highly available. */
const WITHOUT_HIGH_AVAILABILITY = {
  databases: { highAvailability: false },
  caches: { replicas: 0 },
} as const;

/** An environment as it was written, with what its constructs inherit where they say nothing themselves. */
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
