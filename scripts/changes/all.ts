/** Every kind of thing that holds data, and every change of it that is tried. */
import { accesses } from './access';
import { accessLists } from './access-lists';
import { accounts } from './account';
import { balancers } from './balancers';
import { budgets } from './budgets';
import { caches } from './caches';
import { cdns } from './cdns';
import { databases } from './databases';
import { drills } from './drills';
import { identities } from './identities';
import { type Change, changesOf, type Thing } from './matrix';
import { states } from './state';
import { stores } from './stores';
import { telemetries } from './telemetry';
import { uptimeChecks } from './uptime-checks';
import { volumes } from './volumes';
import { zones } from './zones';

export const THINGS: readonly Thing[] = [
  ...databases,
  ...caches,
  ...stores,
  ...volumes,
  ...cdns,
  ...balancers,
  ...zones,
  ...accounts,
  ...states,
  ...budgets,
  ...uptimeChecks,
  ...drills,
  ...identities,
  ...accesses,
  ...accessLists,
  ...telemetries,
];

export const CHANGES: readonly Change[] = THINGS.flatMap(changesOf);
