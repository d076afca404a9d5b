using CostGuard.Core.Focus;
using CostGuard.Core.Values;

namespace CostGuard.Core.Configuration;

/// <summary>costguard.yaml: what holds for the whole company.</summary>
public sealed record CompanyConfig
{
    /// <summary>Company name, on every report.</summary>
    public required string Company { get; init; }

    /// <summary>Currency of reports and budgets. Other currencies are shown apart, never converted without a named rate.</summary>
    public required Currency Currency { get; init; }

    /// <summary>IANA time zone of schedules that name none. Billing days are always UTC.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>First month of the fiscal year, 1 to 12.</summary>
    public int FiscalYearStartMonth { get; init; } = 1;

    /// <summary>True names a fiscal year after the calendar year it ends in, false after the one it starts in.</summary>
    public bool FiscalYearNamedByEnd { get; init; }

    /// <summary>Metric of teams and budgets that name none.</summary>
    public CostMetric Metric { get; init; } = CostMetric.Effective;

    /// <summary>Data older than this is marked on every surface. Default 36 hours.</summary>
    public TimeSpan WarnAfter { get; init; } = TimeSpan.FromHours(36);

    /// <summary>Data older than this makes a state UNKNOWN (exit code 5). Default 72 hours.</summary>
    public TimeSpan FailAfter { get; init; } = TimeSpan.FromHours(72);

    /// <summary>When a day's cost is unusual.</summary>
    public AnomalySettings Anomalies { get; init; } = new();

    /// <summary>True asks for two people: who reconciled a month may not close it. Default false.</summary>
    public bool FourEyes { get; init; }

    /// <summary>Days after the close on which a team may dispute its statement. Default 10.</summary>
    public int DisputeDays { get; init; } = 10;

    /// <summary>True: a statement that nobody answers until then is accepted. Default false.</summary>
    public bool SilenceAccepts { get; init; }

    /// <summary>Paper of printed sheets. Default A4.</summary>
    public PaperSize Paper { get; init; } = PaperSize.A4;

    /// <summary>The monthly review: packs of teams, and its meeting.</summary>
    public ReviewConfig Review { get; init; } = new();

    /// <summary>Folding of tags.</summary>
    public TagConfig Tags { get; init; } = new();
}

/// <summary>How raw tags become folded ones (domain B.1). Raw keys and values stay in the loads.</summary>
public sealed record TagConfig
{
    /// <summary>Canonical key → other spellings, in order of precedence. Added to the built-in table; a key given here replaces the built-in entry.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Aliases { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Canonical key → (canonical value → other spellings).</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>> Values { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>>();

    /// <summary>Keys that the daily roll-up keeps beside those that rules use. Default: none.</summary>
    public IReadOnlyList<string> Rollup { get; init; } = [];

    /// <summary>Keys that every taggable resource should carry, for tag coverage. Default: team.</summary>
    public IReadOnlyList<string> Required { get; init; } = ["team"];
}
