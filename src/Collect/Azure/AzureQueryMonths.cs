using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Collect.Azure;

/// <summary>Reads months of a run: each scope into a file of its own.</summary>
internal sealed class AzureQueryMonths(CollectRequest request, AzureQuerySettings settings, AzureQueryClient client, UnsupportedScopes unsupported)
{
    private readonly List<Problem> _problems = [];
    private readonly Dictionary<string, CostGuardException> _lasting = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    /// <summary>The first reason why something was left out; null when nothing was.</summary>
    public CostGuardException? FirstRefusal { get; private set; }

    /// <summary>What was left out since the last time.</summary>
    public IReadOnlyList<Problem> TakeProblems()
    {
        Problem[] taken = [.. _problems];
        _problems.Clear();
        return taken;
    }

    /// <summary>
    /// The files of a month; none where nothing is there, or where sealing them would lose costs that are stored. What concerns one scope is noted, what
    /// concerns all (throttling, an outage, a wrong setting) is thrown.
    /// </summary>
    public async Task<IReadOnlyList<SourceFile>> ReadAsync(BillingPeriod month, IReadOnlyList<AzureScope> scopes, CancellationToken cancellationToken)
    {
        var files = new List<SourceFile>();
        bool whole = true;
        foreach (AzureScope scope in scopes)
        {
            string name = $"{month}.{scope.FileName}{AzureQueryPages.Ending}";
            try
            {
                if (_lasting.TryGetValue(scope.Path, out CostGuardException? before)) throw before;
                if (unsupported.Of(scope.Path) is { } known) throw known;
                if (await FileAsync(month, scope, name, cancellationToken).ConfigureAwait(false) is { } file) files.Add(file);
                else if (IsStored(month, name)) throw Empty(month, scope.Path);
            }
            catch (CostGuardException refusal) when (AzureRefusals.IsOfOneScope(refusal) || refusal.Problem.Code == AzureQueryErrors.EmptyAnswer.Code)
            {
                if (AzureRefusals.IsLasting(refusal)) _lasting[scope.Path] = refusal;
                unsupported.Remember(scope.Path, refusal);
                bool stored = IsStored(month, name);
                whole &= !stored;
                Note(refusal, stored ? month : null);
            }
        }

        foreach (string gone in GoneFrom(month, scopes))
        {
            whole = false;
            Note(new CostGuardException(9, Gone(month, gone)), null);
        }

        // No scope gave anything and none was refused, but the month is stored: by other scopes, it may be, or under another setting.
        if (files.Count == 0 && whole && IsStored(month, null) && AzureQuery.Body(settings, AzureQuery.Actual, month, request.AsOf) is not null) Note(Empty(month, string.Join(", ", settings.Scopes.Select(scope => scope.Path))), null);
        return whole ? files : [];
    }

    private async Task<SourceFile?> FileAsync(BillingPeriod month, AzureScope scope, string name, CancellationToken cancellationToken)
    {
        if (AzureQuery.Body(settings, AzureQuery.Actual, month, request.AsOf) is null) return null;
        string path = Path.Combine(request.Staging, name);
        long rows = 0;
        await using (FileStream file = File.Create(path))
        {
            var head = new AzureQueryHead(AzureQueryPages.Version, settings.BillingAccount, scope.Subscription, scope.Name, settings.TagKey, settings.Types.Count > 1);
            await AzureQueryPages.BeginAsync(file, head, cancellationToken).ConfigureAwait(false);
            foreach (string type in settings.Types)
            {
                byte[] body = AzureQuery.Body(settings, type, month, request.AsOf)!;
                await foreach (byte[] page in client.QueryAsync(scope, body, cancellationToken).ConfigureAwait(false))
                {
                    using var table = new AzureQueryTable(page, name);
                    rows += table.Count;
                    await AzureQueryPages.WriteAsync(file, type, page, cancellationToken).ConfigureAwait(false);
                }
            }
        }

        return rows > 0 ? new SourceFile(path, name, new FileInfo(path).Length) : null;
    }

    // A list that got shorter is no answer about what fell out of it: a role that was taken away looks like that.
    private IEnumerable<string> GoneFrom(BillingPeriod month, IReadOnlyList<AzureScope> scopes)
    {
        if (!settings.Scopes[0].IsListed) return [];
        string prefix = $"{month}.";
        HashSet<string> asked = scopes.Select(scope => scope.FileName).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return request.Current.Where(load => load.Period == month).SelectMany(load => load.Files)
            .Where(file => file.Rows > 0 && file.Name.StartsWith(prefix, StringComparison.Ordinal) && file.Name.EndsWith(AzureQueryPages.Ending, StringComparison.Ordinal))
            .Select(file => file.Name[prefix.Length..^AzureQueryPages.Ending.Length])
            .Where(name => !asked.Contains(name) && !settings.Exclude.Contains(name)).Order(StringComparer.Ordinal);
    }

    private bool IsStored(BillingPeriod month, string? name) =>
        AzureQuery.Body(settings, AzureQuery.Actual, month, request.AsOf) is not null
        && request.Current.Any(load => load.Period == month && (name is null ? load.Totals.Any(total => total.Rows > 0) : load.Files.Any(file => file.Name == name && file.Rows > 0)));

    private void Note(CostGuardException refusal, BillingPeriod? kept)
    {
        FirstRefusal ??= refusal;
        Problem problem = refusal.Problem;
        if (kept is { } month) problem = problem with { Message = $"{problem.Message} {month} stays as it is stored, since it holds costs of it." };
        if (_told.Add(problem.Message)) _problems.Add(problem);
    }

    private Problem Gone(BillingPeriod month, string scope) =>
        AzureQueryErrors.EmptyAnswer.At($"Connection '{request.Connection.Name}': Azure does not list {scope} any more, and {month} holds costs of it. {month} stays as it is stored.")
            with
        { Fix = $"Give the identity its role back, or name {scope} in 'exclude': its costs then leave the months that are read again." };

    private CostGuardException Empty(BillingPeriod month, string scope) =>
        new(9, AzureQueryErrors.EmptyAnswer.At($"Connection '{request.Connection.Name}': Azure has no costs of {scope} in {month}, but {month} is stored. The earlier load stays current."));
}
