import type { VersionRow, VersionTable } from '../../../core/sizing/versions';
import { resolveVersion, WARNING_DAYS } from '../../../core/sizing/versions';
import * as aws from '../../../providers/aws/shared/versions';
import * as azurerm from '../../../providers/azurerm/shared/versions';
import * as google from '../../../providers/google/shared/versions';

const table: VersionTable = {
  asOf: '2026-11-21',
  versions: [
    { version: '1.9', engineVersion: 'v1.9', endOfLife: '2026-11-20', endOfExtendedSupport: '2027-11-20' },
    { version: '1.10', engineVersion: 'v1.10', endOfLife: '2026-11-21' },
    { version: '1.12', engineVersion: 'v1.12', endOfLife: '2027-02-19' },
    { version: '1.13', engineVersion: 'v1.13', endOfLife: '2027-02-20' },
    { version: '1.14', engineVersion: 'v1.14' },
  ],
};

describe('resolveVersion', () => {
  it('translates a version with time left, without a warning', () => {
    expect(resolveVersion(table, '1.13')).toEqual({ ok: true, value: table.versions[3] });
    expect(resolveVersion(table, '1.14')).toEqual({ ok: true, value: table.versions[4] });
  });

  it(`warns from ${WARNING_DAYS} days before the end of support until that day`, () => {
    expect(resolveVersion(table, '1.12')).toEqual({
      ok: true,
      value: table.versions[2],
      warning: 'version 1.12 reaches its end of support on 2027-02-19, 90 days after 2026-11-21',
    });
    expect(resolveVersion(table, '1.10')).toMatchObject({ ok: true, warning: expect.stringContaining(', 0 days') });
  });

  it('refuses a version past its end, with its date, and advises none that is about to end', () => {
    expect(resolveVersion(table, '1.9')).toEqual({ ok: false, nearest: '1.13', ended: '2026-11-20' });
  });

  it('accepts it with extended support', () => {
    const extended = { extendedSupport: true };
    expect(resolveVersion(table, '1.9', extended)).toEqual({ ok: true, value: table.versions[0] });
    expect(resolveVersion(table, '1.8', extended)).toEqual({ ok: false, nearest: '1.9' });
    expect(resolveVersion(table, '1.10', extended)).toMatchObject({ ok: true, value: { version: '1.10' } });
  });

  it('orders versions as numbers and prefers the newer of two equally near', () => {
    const lasting = {
      ...table,
      versions: table.versions.map(({ version, engineVersion }) => ({ version, engineVersion })),
    };
    expect(resolveVersion(lasting, '1.11')).toEqual({ ok: false, nearest: '1.12' });
    expect(resolveVersion(lasting, '1.99')).toEqual({ ok: false, nearest: '1.14' });
    expect(resolveVersion(lasting, '0.1')).toEqual({ ok: false, nearest: '1.9' });
  });

  it('has no advice for an empty table', () => {
    expect(resolveVersion({ asOf: '2026-11-21', versions: [] }, '8')).toEqual({ ok: false });
  });
});

const clouds = { aws, google, azurerm };
const engines = ['kubernetes', 'postgres', 'redis', 'valkey'] as const;
const tables = Object.entries(clouds).flatMap(([cloud, versions]) =>
  engines.map((engine): [string, VersionTable] => [`${cloud} ${engine}`, versions[engine]]),
);

describe('the tables of the clouds', () => {
  it.each(tables)('%s: valid dates, newest first, without duplicates', (_, { asOf, versions }) => {
    const isDate = (date: string) => new Date(date).toISOString().startsWith(date);
    expect([asOf, ...versions.flatMap((row) => row.endOfLife ?? [])].every(isDate)).toBe(true);
    expect([asOf, ...versions.flatMap((row) => row.endOfExtendedSupport ?? [])].every(isDate)).toBe(true);
    const names = versions.map((row) => row.version);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual([...names].sort((a, b) => b.localeCompare(a, undefined, { numeric: true })));
    for (const { endOfLife, endOfExtendedSupport } of versions) {
      if (endOfLife && endOfExtendedSupport) expect(endOfExtendedSupport > endOfLife).toBe(true);
    }
  });

  it.each(Object.entries(clouds))('%s offers Kubernetes 1.35 and 1.36 without a warning', (_, { kubernetes }) => {
    for (const version of ['1.35', '1.36']) {
      expect(resolveVersion(kubernetes, version)).toMatchObject({ ok: true, value: { engineVersion: version } });
      expect(resolveVersion(kubernetes, version)).not.toHaveProperty('warning');
    }
  });

  it.each([
    ['aws', aws.kubernetes, '1.35'],
    ['google', google.kubernetes, '1.35'],
    ['azurerm', azurerm.kubernetes, '1.35'],
  ])('%s refuses Kubernetes 1.28, even extended', (_, kubernetes, nearest) => {
    expect(resolveVersion(kubernetes, '1.28')).toEqual({ ok: false, nearest });
    expect(resolveVersion(kubernetes, '1.28', { extendedSupport: true }).ok).toBe(false);
  });

  it('Kubernetes 1.34 has ended on GKE and is about to end on the others', () => {
    expect(resolveVersion(google.kubernetes, '1.34')).toEqual({ ok: false, nearest: '1.35', ended: '2026-10-01' });
    expect(resolveVersion(google.kubernetes, '1.34', { extendedSupport: true }).ok).toBe(true);
    expect(resolveVersion(aws.kubernetes, '1.34')).toHaveProperty('warning');
    expect(resolveVersion(azurerm.kubernetes, '1.34')).toHaveProperty('warning');
  });

  it.each<[engine: (typeof engines)[number], version: string, cloud: keyof typeof clouds, row: Partial<VersionRow>]>([
    ['postgres', '17', 'aws', { engineVersion: '17', parameterFamily: 'postgres17' } as object],
    ['postgres', '17', 'google', { engineVersion: 'POSTGRES_17' }],
    ['postgres', '17', 'azurerm', { engineVersion: '17' }],
    ['redis', '7', 'aws', { engineVersion: '7.1', parameterFamily: 'redis7' } as object],
    ['redis', '7', 'google', { engineVersion: 'REDIS_7_2' }],
    ['redis', '7', 'azurerm', { engineVersion: '7.4' }],
    ['valkey', '8', 'aws', { engineVersion: '8.1', parameterFamily: 'valkey8' } as object],
    ['valkey', '7', 'aws', { engineVersion: '7.2', parameterFamily: 'valkey7' } as object],
    ['valkey', '8', 'google', { engineVersion: 'VALKEY_8_0' }],
  ])('%s %s on %s is spelled as its API takes it', (engine, version, cloud, row) => {
    expect(resolveVersion<VersionRow>(clouds[cloud][engine], version)).toMatchObject({ ok: true, value: row });
  });

  it('ElastiCache versions have major and minor, which is all that the provider takes', () => {
    const current = [...aws.redis.versions, ...aws.valkey.versions].filter(({ version }) => version > '5');
    for (const { engineVersion } of current) expect(engineVersion).toMatch(/^[67]\.\d$|^8\.\d$/);
  });

  it.each(Object.entries(clouds))('%s offers PostgreSQL 15 to 18, and not 13', (_, { postgres }) => {
    for (const version of ['15', '16', '17', '18']) expect(resolveVersion<VersionRow>(postgres, version).ok).toBe(true);
    expect(resolveVersion<VersionRow>(postgres, '13').ok).toBe(false);
  });

  it('Azure offers no Valkey', () => {
    expect(resolveVersion(azurerm.valkey, '8')).toEqual({ ok: false });
  });
});
