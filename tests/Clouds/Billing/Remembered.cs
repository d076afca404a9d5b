namespace CostGuard.Clouds.Billing;

/// <summary>What was computed of a file for a request, so that the next page is not all of it computed again. Forgotten when another file is served.</summary>
internal sealed class Remembered<T>
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, T> _answers = new(StringComparer.Ordinal);
    private IReadOnlyList<Charge>? _of;

    /// <summary>The answer to a request; its text must be without the page's token.</summary>
    public T Get(IReadOnlyList<Charge> charges, string request, Func<T> compute)
    {
        lock (_lock)
        {
            if (!ReferenceEquals(_of, charges)) _answers.Clear();
            _of = charges;
            if (!_answers.TryGetValue(request, out T? answer)) _answers.Add(request, answer = compute());
            return answer;
        }
    }
}
