using System.Collections;

namespace CostGuard.Cli.Reports;

/// <summary>Names that are found when they are first asked for: the kinds of configuration are made before the commands and formats that they name.</summary>
public sealed class LazyNames(Func<IEnumerable<string>> find) : IReadOnlyList<string>
{
    private readonly Lazy<string[]> _names = new(() => [.. find()]);

    public int Count => _names.Value.Length;

    public string this[int index] => _names.Value[index];

    public IEnumerator<string> GetEnumerator() => _names.Value.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
