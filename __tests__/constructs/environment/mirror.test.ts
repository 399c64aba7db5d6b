/** Mirror: charts and images from a registry of the user's. */
import { IMAGES, taggedName } from '../../../constructs/images';
import { CLOUDS } from '../../helpers/environments';
import { everything } from '../../helpers/everything';
import { baseWith, platformOn } from '../../helpers/platform';
import { shopWith } from '../../helpers/shop';
import { problemsOf, warningsOf } from '../../helpers/synth';

const warned = (change: object): string => warningsOf(shopWith(change)).join('\n');

const charts = 'oci://registry.example.com/charts';

describe.each(CLOUDS)('a mirror on %s', (cloud) => {
  const copies = Object.fromEntries(
    [...Object.values(IMAGES), 'altinity/clickhouse-server:26.3'].map((image, index) => [
      image,
      `registry.example.com/copy-${index}:1.0`,
    ]),
  );
  const made = platformOn(cloud, { ...everything, mirror: { charts, images: copies } });
  const all = JSON.stringify([made.json, made.manifests, made.charts]);

  it('has every chart of add-ons, and those of which jobs apply the CRDs', () => {
    const own = Object.keys(everything.charts ?? {});
    const repositories = Object.entries(made.charts)
      .filter(([name]) => !own.some((chart) => name.endsWith(chart)))
      .flatMap(([, { repository }]) => repository ?? []);
    expect(repositories.length).toBeGreaterThan(15);
    expect(new Set(repositories)).toEqual(new Set([charts]));
    expect(all).toContain(`helm show crds ${charts}/gateway-helm --version`);
  });

  it('has every image that the project chooses', () => {
    expect(Object.values(IMAGES).filter((image) => all.includes(image))).toEqual([]);
    expect(all).toContain(copies[IMAGES.rolloutsPlugin]);
    expect(all).toContain(copies[IMAGES.helmAndKubectl]);
  });
});

it('takes an image that has a digest by its name and tag', () => {
  const images = { [taggedName(IMAGES.redisExporter)]: 'registry.example.com/redis_exporter:1' };
  const all = JSON.stringify(platformOn('aws', { ...everything, mirror: { images } }).json);
  expect(all).toContain('registry.example.com/redis_exporter:1');
  expect(all).not.toContain(IMAGES.redisExporter);
});

it('names images by digest, but for those whose digest only their registry tells', () => {
  const byTag = Object.entries(IMAGES).filter(([, image]) => !/:[-.\w]+@sha256:[0-9a-f]{64}$/.test(image));
  expect(byTag.map(([name]) => name)).toEqual([
    'helmAndKubectl',
    'searchExporter',
    'rolloutsPlugin',
    'veleroAws',
    'veleroGoogle',
    'veleroAzure',
    'clickHouseBackup',
  ]);
});

it('holds charts of different names', () => {
  const names = Object.values(platformOn('aws', everything).charts).flatMap(({ chart, repository }) =>
    repository === undefined ? [] : `${chart} of ${repository}`,
  );
  const byName = new Map(names.map((name) => [name.split(' ')[0], name]));
  expect([...byName.values()].sort()).toEqual([...new Set(names)].sort());
});

it.each([
  [{ images: { 'docker.io/nginx:1': 'nginx:1.29' } }, 'must be the name of an image that this project chooses'],
  [
    { images: { [IMAGES.redisExporter]: 'registry.example.com/exporter' } },
    'must have a tag other than "latest", or a digest',
  ],
  [
    { images: { [`${taggedName(IMAGES.redisExporter)}@sha256:${'0'.repeat(64)}`]: 'registry.example.com/exporter:1' } },
    'must be the name of an image that this project chooses',
  ],
  [{ charts: 'registry.example.com/charts/' }, 'must be a repository of charts'],
  [{ charts: 'oci://registry.example.com:99999/charts' }, 'must name a port of 1–65535'],
])('refuses %j', (mirror, message) => {
  expect(problemsOf(baseWith({ mirror })).join('\n')).toContain(message);
});

describe('images of workloads', () => {
  const image = (name: string, jobs: object = {}) => ({ image: `registry.example.com/web${name}`, jobs });

  it.each([':1', ':v2', ':stable', ':main'])('with the tag %s have a warning', (tag) => {
    expect(warned(image(tag))).toContain('a tag that moves to newer images');
  });

  it.each([':1.4.2', ':2026-11-29', `:1@sha256:${'0'.repeat(64)}`])('with %s have none', (tag) => {
    expect(warned(image(tag))).not.toContain('a tag that moves');
  });

  it('are those of jobs, too', () => {
    expect(warned(image(':1.0.0', { smoke: { when: 'after-rollout', image: 'curl:8' } }))).toContain(
      'jobs.smoke.image',
    );
  });
});
