/**
 * PostgreSQL's own server parameters, as `pg_settings` of PostgreSQL 14 to 18 has them: which are booleans, and which
 * are read at the start of the server only. Clouds differ in how they spell the former and in what they do about the
 * latter.
 */

/** How a cloud's API spells booleans, as it gives them back: in another spelling every plan would show a change. */
export interface BooleanSpelling {
  readonly on: string;
  readonly off: string;
}

/** Every spelling that PostgreSQL takes. */
const SPELLINGS: ReadonlyMap<string, boolean> = new Map([
  ...['on', 'true', 'yes', '1'].map((word) => [word, true] as const),
  ...['off', 'false', 'no', '0'].map((word) => [word, false] as const),
]);

/** Parameters that take `on` and `off` among other words: no cloud has another spelling for these. */
const CHOICES: ReadonlySet<string> = new Set([
  'archive_mode',
  'backslash_quote',
  'compute_query_id',
  'constraint_exclusion',
  'debug_parallel_query',
  'force_parallel_mode',
  'huge_pages',
  'recovery_prefetch',
  'synchronous_commit',
  'wal_compression',
]);

/** Booleans whose name does not say so: those that begin with `enable_` are left out. */
const BOOLEANS: ReadonlySet<string> = new Set([
  ...['allow_alter_system', 'allow_in_place_tablespaces', 'allow_system_table_mods', 'array_nulls', 'autovacuum'],
  ...['bonjour', 'check_function_bodies', 'data_sync_retry'],
  ...['debug_pretty_print', 'debug_print_parse', 'debug_print_plan', 'debug_print_rewritten'],
  ...['default_transaction_deferrable', 'default_transaction_read_only', 'escape_string_warning', 'event_triggers'],
  ...['exit_on_error', 'fsync', 'full_page_writes', 'geqo', 'gss_accept_delegation', 'hot_standby'],
  ...['hot_standby_feedback', 'ignore_checksum_failure', 'ignore_invalid_pages', 'ignore_system_indexes'],
  ...['jit', 'jit_debugging_support', 'jit_dump_bitcode', 'jit_expressions', 'jit_profiling_support'],
  ...['jit_tuple_deforming', 'krb_caseins_users', 'lo_compat_privileges'],
  ...['log_checkpoints', 'log_duration', 'log_executor_stats', 'log_hostname', 'log_lock_failures', 'log_lock_waits'],
  ...['log_parser_stats', 'log_planner_stats', 'log_recovery_conflict_waits', 'log_replication_commands'],
  ...['log_statement_stats', 'log_truncate_on_rotation', 'logging_collector', 'md5_password_warnings'],
  ...['parallel_leader_participation', 'quote_all_identifiers', 'recovery_target_inclusive'],
  ...['remove_temp_files_after_crash', 'restart_after_crash', 'row_security', 'send_abort_for_crash'],
  ...['send_abort_for_kill', 'ssl_passphrase_command_supports_reload', 'ssl_prefer_server_ciphers'],
  ...['standard_conforming_strings', 'summarize_wal', 'sync_replication_slots', 'synchronize_seqscans'],
  ...['syslog_sequence_numbers', 'syslog_split_messages', 'trace_notify', 'trace_sort'],
  ...['track_activities', 'track_commit_timestamp', 'track_cost_delay_timing', 'track_counts', 'track_io_timing'],
  ...['track_wal_io_timing', 'transform_null_equals', 'update_process_title', 'vacuum_truncate', 'wal_init_zero'],
  ...['wal_log_hints', 'wal_receiver_create_temp_slot', 'wal_recycle', 'zero_damaged_pages'],
]);

const isBoolean = (name: string): boolean => name.startsWith('enable_') || BOOLEANS.has(name);

/** Digits are a boolean only where the parameter is known to be one; the words are, unless it has other words too. */
const isSpelledOut = (value: string): boolean => !/^[01]$/.test(value);

/**
 * The value as a cloud spells it: booleans, those of extensions too if they are written as words, in the cloud's own
 * spelling, everything else as it is.
 */
export function parameterValue(name: string, value: string, { on, off }: BooleanSpelling): string {
  const word = value.toLowerCase();
  const meaning = SPELLINGS.get(word);
  if (meaning === undefined || CHOICES.has(name) || !(isBoolean(name) || isSpelledOut(word))) return value;
  return meaning ? on : off;
}

/** `context = 'postmaster'` in `pg_settings` of at least one version. */
const AT_START: ReadonlySet<string> = new Set([
  ...['archive_mode', 'autovacuum_freeze_max_age', 'autovacuum_max_workers', 'autovacuum_multixact_freeze_max_age'],
  ...['autovacuum_worker_slots', 'bonjour', 'bonjour_name', 'cluster_name', 'commit_timestamp_buffers', 'config_file'],
  ...['data_directory', 'data_sync_retry', 'debug_io_direct', 'dynamic_shared_memory_type', 'event_source'],
  ...['external_pid_file', 'hba_file', 'hot_standby', 'huge_page_size', 'huge_pages', 'ident_file'],
  ...['ignore_invalid_pages', 'io_max_combine_limit', 'io_max_concurrency', 'io_method', 'jit_provider'],
  ...['listen_addresses', 'logging_collector', 'max_active_replication_origins', 'max_connections'],
  ...['max_files_per_process', 'max_locks_per_transaction', 'max_logical_replication_workers'],
  ...['max_notify_queue_pages', 'max_pred_locks_per_transaction', 'max_prepared_transactions'],
  ...['max_replication_slots', 'max_wal_senders', 'max_worker_processes', 'min_dynamic_shared_memory'],
  ...['multixact_member_buffers', 'multixact_offset_buffers', 'notify_buffers', 'old_snapshot_threshold', 'port'],
  ...['recovery_target', 'recovery_target_action', 'recovery_target_inclusive', 'recovery_target_lsn'],
  ...['recovery_target_name', 'recovery_target_time', 'recovery_target_timeline', 'recovery_target_xid'],
  ...['reserved_connections', 'serializable_buffers', 'shared_buffers', 'shared_memory_type'],
  ...['shared_preload_libraries', 'subtransaction_buffers', 'superuser_reserved_connections'],
  ...['track_activity_query_size', 'track_commit_timestamp', 'transaction_buffers', 'unix_socket_directories'],
  ...['unix_socket_group', 'unix_socket_permissions', 'wal_buffers', 'wal_decode_buffer_size', 'wal_level'],
  ...['wal_log_hints'],
]);

/** Parameters of extensions that clouds offer, or their beginnings, that a running server takes. */
const OF_EXTENSIONS_AT_ONCE: readonly string[] = [
  'auto_explain.',
  'pg_hint_plan.',
  'pg_stat_statements.save',
  'pg_stat_statements.track',
  'pg_trgm.',
  'pgaudit.',
  'plpgsql.',
  'postgis.',
];

/**
 * Whether PostgreSQL reads a parameter at its start only. Of extensions' parameters, whose names have a dot, those are
 * meant that are not known to be otherwise: a wait for the next restart is never refused.
 */
export const takesRestart = (name: string): boolean =>
  name.includes('.') ? !OF_EXTENSIONS_AT_ONCE.some((start) => name.startsWith(start)) : AT_START.has(name);
