using System.Text;

namespace CostGuard.Core.Focus.Azure;

/// <summary>What one file tells about itself before it is read: its days, its accounts and months, and which measure its rows prove.</summary>
public sealed class AzureSurvey
{
    private readonly AzureRowCells _cells;
    private readonly HashSet<string> _days = new(StringComparer.Ordinal);
    private readonly HashSet<(string First, string Last)> _periods = [];
    private readonly HashSet<(string First, string Last)> _served = [];
    private readonly HashSet<(string Account, string Day)> _scopes = [];
    private readonly HashSet<string> _subscriptions = new(StringComparer.Ordinal);
    private byte[] _last = [];

    /// <summary>A survey of a file with this header.</summary>
    public AzureSurvey(AzureHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        _cells = new AzureRowCells(header);
    }

    /// <summary>Rows seen.</summary>
    public long Rows { get; private set; }

    /// <summary>Commitments bought for an amount: only actual exports have them.</summary>
    public long Purchases { get; private set; }

    /// <summary>Covered usage with an amount, or unused commitments: only amortised exports have them.</summary>
    public long Covered { get; private set; }

    /// <summary>Distinct texts of days.</summary>
    public IReadOnlyCollection<string> Days => _days;

    /// <summary>Distinct billing periods as written.</summary>
    public IReadOnlyCollection<(string First, string Last)> Periods => _periods;

    /// <summary>Distinct service periods as written.</summary>
    public IReadOnlyCollection<(string First, string Last)> Served => _served;

    /// <summary>Subscriptions with usage, in lower case.</summary>
    public IReadOnlyCollection<string> Subscriptions => _subscriptions;

    /// <summary>The measure that the rows prove; null when they prove both.</summary>
    public AzureDataset? Proved => (Purchases > 0, Covered > 0) switch
    {
        (true, true) => null,
        (true, false) => AzureDataset.Actual,
        (false, true) => AzureDataset.Amortised,
        _ => AzureDataset.Either,
    };

    /// <summary>Takes a row.</summary>
    public void Add(SourceRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        _cells.Row = row;
        Rows++;
        AzureChargeKind kind = _cells.Kind;
        if (kind.IsCommitmentPurchase && HasAmount()) Purchases++;
        else if (kind.IsUnused || (kind.IsCovered && HasAmount())) Covered++;
        if (kind.Type == AzureChargeType.Usage) AddTo(_subscriptions, _cells.Subscription);
        AddDay();
    }

    /// <summary>Accounts and billing months, once the order of day and month is known.</summary>
    public IReadOnlySet<AzureScope> Scopes(AzureDayOrder order) => _scopes
        .Select(scope => (scope.Account, Day: AzureDateProof.Read(scope.Day, order == AzureDayOrder.DayFirst)))
        .Where(scope => scope.Day is not null)
        .Select(scope => new AzureScope(scope.Account, Values.BillingPeriod.Of(scope.Day!.Value)))
        .ToHashSet();

    private bool HasAmount() => FocusNumber.Parse(_cells.Cost, out Int128 units, out _) == NumberFault.None && units != 0;

    // Neighbouring rows mostly have the same day, period and account.
    private void AddDay()
    {
        ReadOnlySpan<byte> day = _cells.Day, first = _cells.PeriodFirst, last = _cells.PeriodLast, account = _cells.Account;
        int length = day.Length + first.Length + last.Length + account.Length;
        Span<byte> all = length <= 512 ? stackalloc byte[length] : new byte[length];
        day.CopyTo(all);
        first.CopyTo(all[day.Length..]);
        last.CopyTo(all[(day.Length + first.Length)..]);
        account.CopyTo(all[(length - account.Length)..]);
        if (all.SequenceEqual(_last)) return;
        _last = all.ToArray();
        _days.Add(Encoding.UTF8.GetString(day));
        if (_cells.Served is { Length: > 0 } served) _served.Add((Encoding.UTF8.GetString(served), Encoding.UTF8.GetString(_cells.ServedLast)));
        if (first.Length > 0) _periods.Add((Encoding.UTF8.GetString(first), Encoding.UTF8.GetString(last)));
        _scopes.Add((AzureScope.Key(account), Encoding.UTF8.GetString(first.IsEmpty ? day : first)));
    }

    private static void AddTo(HashSet<string> set, ReadOnlySpan<byte> text)
    {
        Span<char> lower = text.Length <= 128 ? stackalloc char[text.Length] : new char[text.Length];
        if (Ascii.ToLower(text, lower, out int length) != System.Buffers.OperationStatus.Done) return;
        HashSet<string>.AlternateLookup<ReadOnlySpan<char>> lookup = set.GetAlternateLookup<ReadOnlySpan<char>>();
        lookup.Add(lower[..length]);
    }
}
