namespace CostGuard.Clouds.Faults;

/// <summary>How a simulated cloud behaves. May be changed while it runs.</summary>
public sealed class CloudSwitches
{
    /// <summary>Share of calls that are answered with throttling, 0 to 1. Which ones is the same in every run.</summary>
    public double ThrottledShare { get; set; }

    /// <summary>Groups, rows or accounts on one page.</summary>
    public int PageSize { get; set; } = 1_000;

    /// <summary>Values of metrics on one page.</summary>
    public int PointsOnPage { get; set; } = int.MaxValue;

    /// <summary>Time until a quota is reset that each answer of Azure Resource Graph uses up; zero for a quota that lasts.</summary>
    public TimeSpan QuotaReset { get; set; }

    /// <summary>Every so many pages one without rows but with a token comes in between; 0 for never.</summary>
    public int EmptyPageEvery { get; set; }

    /// <summary>Time before each answer.</summary>
    public TimeSpan Slowness { get; set; }

    /// <summary>Calls by number (from 1) whose connection breaks without an answer.</summary>
    public ISet<int> BrokenCalls { get; } = new HashSet<int>();

    /// <summary>Calls by number from this one on get no answer as long as this is set: the moment at which a test kills the program that called.</summary>
    public int HeldFrom { get; set; } = int.MaxValue;

    /// <summary>Decimals of amounts. Cost Explorer gives 10; 18 leaves every amount as it is in the file.</summary>
    public int Decimals { get; set; } = 18;

    /// <summary>Days from this one on are estimated; null when none is.</summary>
    public DateOnly? EstimatedFrom { get; set; }

    /// <summary>What the cloud takes for today.</summary>
    public DateOnly Today { get; set; } = new(2025, 7, 15);

    /// <summary>Days before this one are forgotten, as Prometheus forgets after its retention.</summary>
    public DateOnly RemembersFrom { get; set; }

    /// <summary>The external id that AssumeRole must carry; null when any will do.</summary>
    public string? ExternalId { get; set; }

    /// <summary>Azure's invoices that were made void and billed again.</summary>
    public ISet<string> Rebilled { get; } = new HashSet<string>();

    /// <summary>What each of Azure's invoices takes from prepayment, at most.</summary>
    public decimal Prepaid { get; set; }

    // Spread evenly: every tenth call at a share of 0.1, a throttled call's next attempt is never throttled again by it at shares up to a half.
    internal bool IsThrottled(int number) => Math.Floor(number * ThrottledShare) > Math.Floor((number - 1) * ThrottledShare);

    /// <summary>The time before the answer of a call: slowness, and as long as it is held.</summary>
    internal async Task WaitAsync(int number, CancellationToken cancellationToken)
    {
        if (Slowness > TimeSpan.Zero) await Task.Delay(Slowness, cancellationToken);
        while (number >= HeldFrom) await Task.Delay(5, cancellationToken);
    }
}
