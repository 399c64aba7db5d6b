/** Auditing: what each cloud's server records, how it loads pgaudit, and the pod that makes the extension. */
import type { EnvironmentInput } from '../../../constructs/environment/schema';
import { auditParameters, withWord } from '../../../constructs/managed-postgres/auditing';
import { CLOUDS, on, wholeWith } from '../../helpers/environments';
import { baseWith, platformOn } from '../../helpers/platform';
import { type Attributes, problemsOf, type Stack, synth, warningsOf } from '../../helpers/synth';

const server = (change: object): EnvironmentInput => wholeWith({ databases: { postgres: change } });
const stackOn = (cloud: (typeof CLOUDS)[number], change: object): Stack =>
  Object.values(synth(on(cloud, server(change))))[0]!;

type Parameters = Record<string, string>;
const named = (all: Attributes[]): Parameters =>
  Object.fromEntries(all.map(({ name, value }) => [name as string, value as string]));

const PARAMETERS: Record<(typeof CLOUDS)[number], (stack: Stack, replica?: string) => Parameters> = {
  aws: (stack) => named(stack.resource('aws_db_parameter_group.postgres_parameters').parameter as Attributes[]),
  google: (stack, replica) => {
    const id = replica === undefined ? 'postgres' : `postgres_replica_${replica}`;
    const { settings } = stack.resource(`google_sql_database_instance.${id}`);
    return named((settings as Attributes).database_flags as Attributes[]);
  },
  azurerm: (stack, replica) => {
    const start = `azurerm_postgresql_flexible_server_configuration.postgres_parameter_${replica === undefined ? '' : `${replica}_`}`;
    return named(
      stack
        .addresses()
        .filter((address) => address.startsWith(start))
        .map((address) => stack.resource(address)),
    );
  },
};

const LOADED = {
  aws: { shared_preload_libraries: 'pg_stat_statements,pgaudit' },
  google: { 'cloudsql.enable_pgaudit': 'on' },
  azurerm: { shared_preload_libraries: 'pg_cron,pg_stat_statements,pgaudit', 'azure.extensions': 'PGAUDIT' },
};

test.each([
  ['', 'pgaudit', 'pgaudit'],
  ['a, b', 'c', 'a,b,c'],
  ['a,PgAudit', 'pgaudit', 'a,PgAudit'],
])('"%s" and %s make %s', (list, word, both) => {
  expect(withWord(list, word)).toBe(both);
});

test('each level records more than the one before', () => {
  const classes = (['ddl', 'write', 'all'] as const).map((auditing) =>
    auditParameters({ auditing, parameters: {} })['pgaudit.log']!.split(','),
  );
  expect(classes).toEqual([
    ['ddl', 'role'],
    ['ddl', 'role', 'write'],
    ['ddl', 'function', 'read', 'role', 'write'],
  ]);
});

describe.each(CLOUDS)('on %s', (cloud) => {
  const parametersOf = PARAMETERS[cloud];
  const replicas = cloud === 'aws' ? [undefined] : [undefined, 'far'];
  const readReplicas = { far: {} };

  it('nothing is loaded unless asked for', () => {
    expect(Object.keys(parametersOf(stackOn(cloud, {})))).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/pgaudit|shared_preload/)]),
    );
  });

  it('the server and its replicas load pgaudit and record', () => {
    const stack = stackOn(cloud, { auditing: 'write', readReplicas });
    for (const replica of replicas)
      expect(parametersOf(stack, replica)).toMatchObject({ ...LOADED[cloud], 'pgaudit.log': 'ddl,role,write' });
  });

  it('a pod makes the extension, with users or without', () => {
    const audited = (auditing: string | null, users: object | null) =>
      platformOn(
        cloud,
        on(cloud, baseWith({ addons: { externalSecrets: {} }, databases: { postgres: { auditing, users } } })),
      );
    const variable = (platform: ReturnType<typeof platformOn>) => {
      const { template } = platform.manifest('Deployment', 'acme-users-postgres').spec as Attributes;
      const { containers } = (template as Attributes).spec as { containers: [{ env: Attributes[] }] };
      return containers[0].env.find(({ name }) => name === 'AUDITING')?.value;
    };
    expect(variable(audited('ddl', null))).toBe('on');
    expect(variable(audited(null, { app: { rights: 'read' } }))).toBeUndefined();
  });

  it('without the pod there is a warning', () => {
    expect(warningsOf(on(cloud, server({ auditing: 'ddl' })))).toContainEqual(
      expect.stringContaining('until somebody runs CREATE EXTENSION pgaudit in the database, as acme'),
    );
  });

  it('the class belongs to auditing', () => {
    const parameters = { 'pgaudit.log': 'all' };
    expect(problemsOf(on(cloud, server({ auditing: 'ddl', parameters })))).toContainEqual(
      expect.stringContaining('parameters.pgaudit.log must not be set here, because auditing "ddl" sets it'),
    );
    expect(problemsOf(on(cloud, server({ parameters })))).toEqual([]);
  });
});

it.each(['aws', 'azurerm'] as const)('libraries of the user’s stay on %s', (cloud) => {
  const parameters = { shared_preload_libraries: 'auto_explain', 'pgaudit.log_relation': 'on' };
  const stack = stackOn(cloud, { auditing: 'ddl', parameters });
  expect(PARAMETERS[cloud](stack)).toMatchObject({ shared_preload_libraries: 'auto_explain,pgaudit' });
});

it('RDS loads it at the next restart, and takes the class at once', () => {
  const stack = stackOn('aws', { auditing: 'all' });
  const all = stack.resource('aws_db_parameter_group.postgres_parameters').parameter as Attributes[];
  const how = Object.fromEntries(all.map(({ name, apply_method: method }) => [name, method]));
  expect(how).toMatchObject({ shared_preload_libraries: 'pending-reboot', 'pgaudit.log': 'immediate' });
});

it('on Azure the library is loaded before its class is set, on replicas too', () => {
  const stack = stackOn('azurerm', { auditing: 'ddl', readReplicas: { far: {} } });
  const at = (name: string) => `azurerm_postgresql_flexible_server_configuration.postgres_parameter_${name}`;
  for (const replica of ['', 'far_'])
    expect(stack.resource(at(`${replica}pgaudit_log`)).depends_on).toEqual([at(`${replica}shared_preload_libraries`)]);
});

describe('an account that does not record statements', () => {
  const warned = (cloud: (typeof CLOUDS)[number], account: object | null, auditing: string | false = 'ddl') =>
    warningsOf(on(cloud, wholeWith({ account, databases: { postgres: { auditing } } }))).filter((one) =>
      one.includes('Data Access audit logs'),
    );
  const unrecorded = { auditTrail: { reads: ['secrets'] } };

  it('is told of on Google, which drops them then', () => {
    const message = /auditing is "ddl", but the project drops .*: add 'statements' to account\.auditTrail\.reads/;
    expect(warned('google', unrecorded)).toEqual([expect.stringMatching(message)]);
    expect(warned('google', { state: null, defaults: true })).toHaveLength(1);
  });

  it('is not told of where they are recorded, or may be, or none are made', () => {
    expect(warned('google', { auditTrail: { reads: ['secrets', 'statements'] } })).toEqual([]);
    expect(warned('google', null)).toEqual([]);
    expect(warned('google', unrecorded, false)).toEqual([]);
    for (const cloud of ['aws', 'azurerm'] as const) expect(warned(cloud, unrecorded)).toEqual([]);
  });
});
