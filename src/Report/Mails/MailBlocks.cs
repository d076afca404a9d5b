namespace CostGuard.Report.Mails;

/// <summary>How a line is meant; shape and word say it, colour repeats it.</summary>
internal enum Tone
{
    Plain,
    Ok,
    AtRisk,
    Over,
}

/// <summary>A piece of a mail. Both parts are rendered from the same pieces, so the text part cannot lack a number of the HTML part.</summary>
internal abstract record MailBlock;

/// <summary>The page's h1 with a state badge.</summary>
internal sealed record TitleBlock(string Text, string? Badge, Tone Tone) : MailBlock;

/// <summary>A boxed first line: stale data, cannot tell.</summary>
internal sealed record BannerBlock(string Text, Tone Tone) : MailBlock;

/// <summary>A paragraph.</summary>
internal sealed record TextBlock(string Text, bool Strong = false) : MailBlock;

/// <summary>A section's h2.</summary>
internal sealed record HeadingBlock(string Text) : MailBlock;

/// <summary>A picture by Content-ID; the text says the same with its numbers.</summary>
internal sealed record ChartBlock(string ContentId, string Alt, int WidthPx, int HeightPx) : MailBlock;

/// <summary>A data table: first column is the row's header, the others are numbers.</summary>
internal sealed record TableBlock(string Caption, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, IReadOnlyList<string>? Total) : MailBlock;

/// <summary>Lines of a log, each on a line of its own.</summary>
internal sealed record LogBlock(IReadOnlyList<string> Lines) : MailBlock;

/// <summary>A link drawn as a button.</summary>
internal sealed record ButtonBlock(string Label, Uri Target) : MailBlock;

/// <summary>Small print at the end.</summary>
internal sealed record FooterBlock(IReadOnlyList<string> Lines) : MailBlock;

/// <summary>A whole mail.</summary>
internal sealed record MailPage(string Title, string Preheader, IReadOnlyList<MailBlock> Blocks);
