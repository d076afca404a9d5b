namespace CostGuard.Report.Mails;

/// <summary>The colours of mails, text on ground; each pair has a contrast of 4.5 or more (a test computes it).</summary>
public static class MailColors
{
    public const string Paper = "#FFFFFF", Ground = "#F4F6F8", Ink = "#1F2933", Quiet = "#52606D", Link = "#0B5CAD";
    public const string Over = "#8F2F00", OverGround = "#FDEBE0", AtRisk = "#6B4600", AtRiskGround = "#FFF4D6", Ok = "#00523D", OkGround = "#E0F4EC";

    /// <summary>Every text colour with the ground it stands on.</summary>
    public static IReadOnlyList<(string Text, string Ground)> Pairs { get; } =
        [(Ink, Paper), (Ink, Ground), (Quiet, Paper), (Quiet, Ground), (Link, Paper), (Over, OverGround), (AtRisk, AtRiskGround), (Ok, OkGround)];
}
