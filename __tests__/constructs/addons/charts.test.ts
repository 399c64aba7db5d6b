/** The table of add-ons' charts names what the add-ons install. */
import { ADDON_CHARTS } from '../../../constructs/addons/charts';
import type { EnvironmentInput } from '../../../constructs/environment/schema';
import { patch } from '../../../core/patch';
import { everything } from '../../helpers/everything';
import { platformOn } from '../../helpers/platform';

const input = patch(everything, { charts: null, deployIdentities: { site: { deploy: null } } }) as EnvironmentInput;
/** A cluster that Triptych does not create may lack Metrics Server. */
const inExisting: EnvironmentInput = { ...input, cluster: { existing: { aws: { name: 'shop' } } } };

it('holds every release and every main chart of every add-on', () => {
  const charts = Object.values({
    ...platformOn('aws', input).charts,
    ...platformOn('aws', { ...inExisting, targets: { aws: input.targets.aws! } }).charts,
  });
  const rows = Object.values(ADDON_CHARTS);
  expect(charts.map(({ name }) => name).sort()).toEqual(
    [...rows.flatMap(({ releases }) => releases), 'github-runners-deploy'].sort(),
  );
  expect(charts.map(({ chart }) => chart)).toEqual(expect.arrayContaining(rows.map(({ chart }) => chart)));
});
