namespace CostGuard.Core.Errors;

/// <summary>Codes of forecasts, 142x.</summary>
public static class ForecastErrors
{
    /// <summary>CG1420.</summary>
    public static readonly ErrorInfo TooLittleHistory = new(
        "CG1420",
        "There is too little history to test forecasts on",
        "A test needs a month that is over and at least 90 complete days before it; with less, an error figure would say nothing.",
        "Import or collect earlier months, or ask for a scope with a longer history.");

    /// <summary>CG1421.</summary>
    public static readonly ErrorInfo DataEndTooEarly = new(
        "CG1421",
        "The data end too long before the month to be forecast",
        "Daily methods reach 100 days ahead; a forecast from older data would be a guess.",
        "Collect the newest months first, or ask with --as-of for an earlier day.");

    /// <summary>CG1422.</summary>
    public static readonly ErrorInfo BenchmarkDiffers = new(
        "CG1422",
        "The benchmark's series are not the published ones",
        "Their sums differ from the published control sums by more than 0.05, so the errors cannot be compared with any other run of the benchmark.",
        "Report it with the sums that were printed, the processor and the operating system.");

    /// <summary>CG1423.</summary>
    public static readonly ErrorInfo BadChange = new(
        "CG1423",
        "A planned change cannot be read",
        "It is a day, an amount once or for each day from then on, a note, and how likely it is (100 % when it is left out), with a dot for decimals.",
        "Write --change \"2026-12-01, 120.00/day, savings plan ends\" or --change \"2027-01-15, -500, refund, 60 %\".");
}
