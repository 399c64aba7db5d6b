/** The base class of every construct: overrides are merged last, and texts are literal. */
import { escapeInterpolation } from '../../../core/cdktf/escape';
import { EnvironmentError } from '../../../core/rules/problem';
import { CLOUDS, on, whole, wholeWith } from '../../helpers/environments';
import { problemsOf, synth } from '../../helpers/synth';

describe('overrides', () => {
  it('are merged last, into the resource that they name', () => {
    const stack = synth(
      on(
        'aws',
        wholeWith({
          databases: { postgres: { overrides: { aws: { instance: { multiAz: false, tags: { Owner: 'me' } } } } } },
        }),
      ),
    )['acme-test-aws']!;
    expect(stack.resource('aws_db_instance.postgres')).toMatchObject({ multi_az: false, tags: { Owner: 'me' } });
  });

  it('of one cloud do not change the others', () => {
    const [plain, changed] = [
      whole,
      wholeWith({ databases: { postgres: { overrides: { aws: { instance: { multiAz: false } } } } } }),
    ].map((input) => synth(input));
    expect(changed!['acme-test-google']!.text).toBe(plain!['acme-test-google']!.text);
    expect(changed!['acme-test-azurerm']!.text).toBe(plain!['acme-test-azurerm']!.text);
  });

  it.each(CLOUDS)('that name no resource on %s are refused, with the known keys', (cloud) => {
    const input = on(cloud, wholeWith({ databases: { postgres: { overrides: { [cloud]: { nosuch: {} } } } } }));
    expect(() => synth(input)).toThrow(EnvironmentError);
    expect(() => synth(input)).toThrow(
      new RegExp(
        `acme/test \\(${cloud}\\): databases.postgres.overrides.${cloud}.nosuch is unknown; there are .*(instance|server)`,
      ),
    );
  });
});

describe('texts in properties', () => {
  it.each([
    ['${aws_vpc.x.id}', '$${aws_vpc.x.id}'],
    ['100 %{ of it }', '100 %%{ of it }'],
    ['cost $5', 'cost $5'],
    ['${TfToken[TOKEN.7]}', '${TfToken[TOKEN.7]}'],
  ])('%s is escaped where Terraform would evaluate it', (given, written) =>
    expect(escapeInterpolation({ a: [given] })).toEqual({ a: [written] }),
  );

  it.each(CLOUDS)('stay literal on %s', (cloud) => {
    const input = on(cloud, wholeWith({ databases: { postgres: { parameters: { search_path: '${a} %{b}' } } } }));
    expect(problemsOf(input)).toEqual([]);
    expect(synth(input)[`acme-test-${cloud}`]!.text).toContain('$${a} %%{b}');
  });
});
