/** Secrets that a workload reads from the cloud's secret store, and templates that combine them. */
import { CLOUDS } from '../../../helpers/environments';
import { shopOn } from '../../../helpers/shop';
import type { Attributes } from '../../../helpers/synth';

const change = {
  secretEnv: {
    DATABASE_URL: { from: 'postgres', template: 'postgresql://{username|url}:{password|url}@{host}:{port}/{database}' },
    PGPASSWORD: { from: 'postgres', key: 'password' },
    CACHE: { from: 'redis', template: '{{ not Go }} {host}' },
  },
  secretFiles: { '/etc/token': { from: 'token', key: 'api-key' } },
};
const templates = (made: ReturnType<typeof shopOn>): Record<string, string> =>
  made.manifest('ExternalSecret', 'acme-web-secrets').spec.target.template.data as Record<string, string>;

it.each(CLOUDS)('fetches each used key once, from where %s stores it', (cloud) => {
  const { data } = shopOn(cloud, change).manifest('ExternalSecret', 'acme-web-secrets').spec as { data: Attributes[] };
  expect(data.map(({ secretKey, remoteRef }) => `${secretKey} ${remoteRef.property}`)).toEqual([
    'postgres_database database',
    'postgres_host host',
    'postgres_password password',
    'postgres_port port',
    'postgres_username username',
    'redis_host host',
    'token_api-key api-key',
  ]);
  const keys = Object.fromEntries(data.map(({ secretKey, remoteRef }) => [secretKey, remoteRef.key as string]));
  expect(keys.postgres_host).toBe(keys.postgres_database);
  expect(keys.postgres_password).toBe(keys.postgres_username);
  expect(keys.postgres_password).not.toBe(keys.postgres_host);
  expect(new Set(Object.values(keys)).size).toBe(4);
});

it('fills templates, with URL escaping where asked for', () => {
  const url = (part: string) => `{{ index . "postgres_${part}" | urlquery | replace "+" "%20" }}`;
  expect(templates(shopOn('google', change))).toMatchObject({
    DATABASE_URL: `postgresql://${url('username')}:${url('password')}@{{ index . "postgres_host" }}:{{ index . "postgres_port" }}/{{ index . "postgres_database" }}`,
    PGPASSWORD: '{{ index . "postgres_password" }}',
  });
});

it('escapes double braces in the text', () => {
  expect(templates(shopOn('azurerm', change)).CACHE).toBe('{{ "{{" }} not Go }} {{ index . "redis_host" }}');
});

it('gives pods variables and files from one Secret, whose values Terraform never sees', () => {
  const made = shopOn('aws', change);
  const { containers, volumes } = made.manifest('Deployment', 'acme-web').spec.template.spec as Attributes;
  expect(containers[0].env).toContainEqual({
    name: 'PGPASSWORD',
    valueFrom: { secretKeyRef: { name: 'acme-web-secrets', key: 'PGPASSWORD' } },
  });
  const secret = (volumes as Attributes[]).find(({ name }) => name === 'secrets')!.secret as Attributes;
  expect(secret.secretName).toBe('acme-web-secrets');
  expect(Object.keys(templates(made))).toContain(secret.items[0].key);
});

it('replaces pods when a value changes, where Reloader is installed', () => {
  expect(shopOn('aws', change).manifest('Deployment', 'acme-web').metadata.annotations).toEqual({
    'secret.reloader.stakater.com/reload': 'acme-web-secrets',
  });
  const without = shopOn('aws', change, { addons: { reloader: null } });
  expect(without.manifest('Deployment', 'acme-web').metadata).not.toHaveProperty('annotations');
});

it('gives a job variables of its own, in place of those of the same name, and the pods none of them', () => {
  const made = shopOn('aws', {
    env: { LEVEL: 'info' },
    secretEnv: { PGPASSWORD: { from: 'redis', key: 'password' }, TOKEN: { from: 'token', key: 'password' } },
    jobs: {
      migrate: {
        when: { schedule: '0 3 * * *' },
        secretEnv: { PGPASSWORD: { from: 'postgres', key: 'password' }, LEVEL: { from: 'token', key: 'level' } },
      },
    },
  });
  const keysOf = (spec: Attributes): Record<string, unknown> =>
    Object.fromEntries(
      (spec.containers[0].env as Attributes[]).map(({ name, value, valueFrom }) => [
        name,
        value ?? valueFrom.secretKeyRef.key,
      ]),
    );
  const job = made.manifest('CronJob', 'acme-web-migrate').spec.jobTemplate.spec.template.spec as Attributes;
  const pods = made.manifest('Deployment', 'acme-web').spec.template.spec as Attributes;
  expect(keysOf(job)).toEqual({ PGPASSWORD: 'migrate.PGPASSWORD', LEVEL: 'migrate.LEVEL', TOKEN: 'TOKEN' });
  expect(keysOf(pods)).toEqual({ PGPASSWORD: 'PGPASSWORD', TOKEN: 'TOKEN', LEVEL: 'info' });
  expect(templates(made)).toMatchObject({ 'migrate.PGPASSWORD': '{{ index . "postgres_password" }}' });
});
