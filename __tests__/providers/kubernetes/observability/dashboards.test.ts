/** Dashboards of an environment. */
import { platformOn } from '../../../helpers/platform';
import { promqlProblems } from '../../../helpers/promql';
import type { Attributes } from '../../../helpers/synth';
import { dashboards, observed, observedWhole } from './observed';

const made = platformOn('aws', observedWhole());

describe('dashboards', () => {
  const all = dashboards(made);
  const panels = (dashboard: Attributes) => dashboard.panels as Attributes[];

  it('include the panels of the designs', () => {
    expect(Object.keys(all)).toEqual([
      'acme-dashboard-workloads',
      'acme-dashboard-databases',
      'acme-dashboard-caches',
      'acme-dashboard-kafka',
      'acme-dashboard-click-house',
      'acme-dashboard-open-search',
      'acme-dashboard-cluster',
      'acme-dashboard-platform',
      'acme-dashboard-costs',
    ]);
    const titles = (name: string) => panels(all[name]!).map(({ title }) => title as string);
    expect(titles('acme-dashboard-workloads')).toEqual(
      expect.arrayContaining([
        'Requests',
        'Server errors',
        'Response time',
        'CPU, of the limit',
        'Memory, of the limit',
        'Rollouts that failed',
      ]),
    );
    expect(titles('acme-dashboard-databases')).toEqual(
      expect.arrayContaining(['Connections', 'Blocks found in memory', 'Transactions', 'Size']),
    );
    expect(titles('acme-dashboard-caches')).toEqual(
      expect.arrayContaining(['Memory', 'Reads with an answer', 'Connections']),
    );
    expect(titles('acme-dashboard-kafka')).toEqual(
      expect.arrayContaining(['Records that consumers are behind', 'Partitions in trouble']),
    );
    expect(titles('acme-dashboard-click-house')).toEqual(
      expect.arrayContaining(['Memory', 'Parts in the fullest partition', 'Tables that take no writes']),
    );
    expect(titles('acme-dashboard-open-search')).toEqual(
      expect.arrayContaining(['Status', 'Heap, of its size', 'Disk, free']),
    );
    expect(titles('acme-dashboard-platform')).toEqual(
      expect.arrayContaining([
        'Secrets that do not come',
        'DNS records',
        'Certificates that are not ready',
        'Nodes, as the autoscaler sees them',
      ]),
    );
    expect(titles('acme-dashboard-cluster')).toEqual(expect.arrayContaining(['CPU', 'Memory', 'Network', 'Disk I/O']));
  });

  it('have unique ids that are short enough, and panels in two columns', () => {
    const uids = Object.values(all).map(({ uid }) => uid as string);
    expect(new Set(uids).size).toBe(uids.length);
    expect(uids.every((uid) => uid.length <= 40)).toBe(true);
    for (const dashboard of Object.values(all)) {
      const places = panels(dashboard).map(({ gridPos: { x, y } }) => `${x} ${y}`);
      expect(new Set(places).size).toBe(places.length);
    }
  });

  it('query existing metrics in valid PromQL', () => {
    const queries = Object.values(all).flatMap((dashboard) =>
      panels(dashboard).flatMap(({ title, targets }) =>
        (targets as Attributes[]).map(({ expr }) => [title as string, expr as string] as const),
      ),
    );
    expect(queries.flatMap(([title, query]) => promqlProblems(title, query, ['http_']))).toEqual([]);
  });

  it('list the existing names', () => {
    const choices = (name: string) => all[name]!.templating.list[0].query as string;
    expect(choices('acme-dashboard-workloads')).toBe('acme-web, acme-sleeper');
    expect(choices('acme-dashboard-databases')).toBe('postgres : acme-exporter-postgres');
    expect(choices('acme-dashboard-kafka')).toBe('events : data/acme-events');
  });

  it('give way to one of the environment of the same name', () => {
    const kafka = { title: 'Our Kafka', panels: [{ title: 'Lag', query: 'sum(kafka_consumergroup_lag)' }] };
    const own = dashboards(platformOn('aws', observedWhole({ dashboards: { kafka } })));
    expect(own['acme-dashboard-kafka']!.title).toBe('acme: Our Kafka');
  });

  it('include the environment’s own', () => {
    const business = {
      title: 'Business',
      panels: [{ title: 'Users', query: 'sum(users) by (tier)', unit: 'none', legend: '{{tier}}' }],
    };
    const own = dashboards(platformOn('aws', observed({ dashboards: { business } })))['acme-dashboard-business'];
    expect(own).toMatchObject({
      title: 'acme: Business',
      panels: [
        {
          title: 'Users',
          fieldConfig: { defaults: { unit: 'none' } },
          targets: [{ expr: 'sum(users) by (tier)', legendFormat: '{{tier}}' }],
        },
      ],
    });
  });
});
