using CostGuard.Core.Errors;

namespace CostGuard.Collect.Aws;

/// <summary>The token of the next page. A token that was used before would go round for ever, or count costs twice.</summary>
internal sealed class PageTokens(string call)
{
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    /// <summary>The page to ask for; null before the first and after the last.</summary>
    public string? Current { get; private set; }

    /// <summary>Goes on to what a page names as the next one.</summary>
    /// <exception cref="CostGuardException">Exit code 5: it was read before.</exception>
    public void Take(string? next)
    {
        Current = string.IsNullOrEmpty(next) ? null : next;
        if (Current is not null && !_used.Add(Current))
            throw new CostGuardException(5, CostExplorerErrors.PageLoop.At($"{call}: page {_used.Count + 1} names a next page that was read before."));
    }
}
