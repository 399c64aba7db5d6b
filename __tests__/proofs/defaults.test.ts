/**
 * Literal defaults are written only in the schema. Comments give computed defaults, and never contradict the schema.
 */
import { documentedProperties } from '../helpers/schema-files';

const properties = documentedProperties();

/** Literal defaults have no hyphen: `@default 90`, in contrast to `@default - twice the size`. */
const twice = properties.flatMap(({ owner, path, documented, literal }) =>
  documented === undefined || literal === undefined || /^-\s/.test(documented)
    ? []
    : [{ title: `${owner} ${path}`, documented, literal }],
);

it('reads defaults from the schema', () => {
  const defaults = Object.fromEntries(
    properties
      .filter(({ owner }) => owner === 'constructs/managed-postgres/schema.ts managedPostgresSchema')
      .map(({ path, fallback }) => [path, fallback]),
  );
  expect(defaults).toMatchObject({
    queryInsights: 'true',
    highAvailability: "- the environment's `highAvailability`",
    'backups.start': "'00:00'",
    'readReplicas.*.region': "'primary'",
    'storage.maxSizeGiB': '- twice `sizeGiB`',
    database: '',
  });
});

it('prints limits that the comment does not contain', () => {
  const texts = Object.fromEntries(properties.map(({ owner, path, text }) => [`${owner.split(' ')[1]}.${path}`, text]));
  expect(texts).toMatchObject({
    'managedPostgresSchema.storage.sizeGiB': 'Initial size, in GiB (20–16384). Storage can grow, but never shrinks.',
    'networkSchema.flowLogs.intervalSeconds': 'Seconds over which each record sums up the traffic (60, 600).',
    'secretSchema.description': "Description in the store's own list (at most 200 characters).",
  });
  expect(texts['networkSchema.nat']).not.toContain('(`none`');
});

it('finds no literal default that is also in a comment', () => {
  expect(twice).toEqual([]);
});
