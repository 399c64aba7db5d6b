/** Server parameters: spelling of booleans, and which wait for a restart. */
import { parameterValue, takesRestart } from '../../../constructs/managed-postgres/parameters';

const words = { on: 'on', off: 'off' };
const digits = { on: '1', off: '0' };

describe('a value', () => {
  it.each([
    ['log_lock_waits', 'on'],
    ['log_lock_waits', 'TRUE'],
    ['log_lock_waits', 'yes'],
    ['log_lock_waits', '1'],
    ['enable_partitionwise_join', '1'],
    ['auto_explain.log_analyze', 'true'],
  ])('of the boolean %s, %s, is spelled as the cloud spells it', (name, value) => {
    expect([parameterValue(name, value, words), parameterValue(name, value, digits)]).toEqual(['on', '1']);
  });

  it.each([
    ['log_lock_waits', 'off'],
    ['jit', '0'],
    ['pgaudit.log_catalog', 'no'],
  ])('of the boolean %s, %s, is off', (name, value) => {
    expect([parameterValue(name, value, words), parameterValue(name, value, digits)]).toEqual(['off', '0']);
  });

  it.each([
    ['synchronous_commit', 'on'],
    ['wal_compression', 'off'],
    ['max_parallel_workers', '1'],
    ['pg_stat_statements.track', 'all'],
    ['cron.max_running_jobs', '1'],
    ['work_mem', '8192'],
  ])('of %s, %s, stays as it is', (name, value) => {
    expect([parameterValue(name, value, words), parameterValue(name, value, digits)]).toEqual([value, value]);
  });
});

describe('a restart', () => {
  it.each([
    'max_connections',
    'track_commit_timestamp',
    'autovacuum_freeze_max_age',
    'autovacuum_multixact_freeze_max_age',
    'max_logical_replication_workers',
    'max_files_per_process',
    'io_method',
    'transaction_buffers',
    'pg_stat_statements.max',
    'cron.database_name',
  ])('is what %s waits for', (name) => {
    expect(takesRestart(name)).toBe(true);
  });

  it.each([
    'work_mem',
    'log_lock_waits',
    'max_wal_size',
    'pg_stat_statements.track_utility',
    'auto_explain.log_timing',
  ])('is nothing that %s waits for', (name) => {
    expect(takesRestart(name)).toBe(false);
  });
});
