import { suggestion } from '../../../core/rules/suggestion';

describe('suggestion', () => {
  it.each<[given: string, known: string[], text: string]>([
    ['netwrok', ['cluster', 'network'], '. Did you mean "network"?'],
    ['NETWORK', ['tags', 'network'], '. Did you mean "network"?'],
    ['Network', ['network'], '. Did you mean "network"?'],
    ['x', ['network'], ''],
    ['a', ['b'], '. Did you mean "b"?'],
    ['network', [], ''],
  ])('for %s among %j is "%s"', (given, known, text) => expect(suggestion(given, known)).toBe(text));
});
