using System.CommandLine;
using System.Globalization;
using System.Text;
using CostGuard.Cli.Reviews;
using CostGuard.Core.Actions;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Reviews;
using CostGuard.Report.Reviews;
using CostGuard.Report.Tables;

namespace CostGuard.Cli.Commands;

/// <summary>costguard review open|show|list|entries|note|decide|question|sign|close.</summary>
public static class ReviewCommands
{
    public static Command Build(Verbs verbs)
    {
        var flags = new ReviewFlags();
        return Verbs.Group("review", "The monthly review: frozen figures, what owners say, what is decided, who signs.",
        [
            verbs.Make("open", "Freeze the figures of a month for its review, and pin their snapshot; of a closed month those that it was closed with.", [flags.Month, flags.By, flags.Again, flags.Calendar, flags.DryRun], (session, cancellationToken) => OpenAsync(session, flags, cancellationToken)),
            verbs.Make("show", "Write the pack: one HTML file that reads, presents (F, arrow keys) and prints on at most 12 pages A4. --out FILE.html or FILE.pdf.", [flags.Month, flags.Team, flags.Calendar], (session, cancellationToken) =>
                ShowAsync(session, flags, verbs.Globals, cancellationToken)),
            verbs.Ask("list", "List reviews.", [], async (session, cancellationToken) =>
            {
                await session.AnswerAsync(ReviewTable.List(await session.Room<IReviewStore>().ListAsync(cancellationToken).ConfigureAwait(false)), cancellationToken).ConfigureAwait(false);
                return 0;
            }),
            verbs.Ask("entries", "List the notes, decisions, questions and signatures of a review.", [flags.Month], async (session, cancellationToken) =>
            {
                await session.AnswerAsync(ReviewTable.Entries(await session.Room<ReviewRoom>().FindAsync(flags.Period(session), cancellationToken).ConfigureAwait(false)), cancellationToken).ConfigureAwait(false);
                return 0;
            }),
            verbs.Make("note", "Say why a figure is as it is; the newest note on a team, service or mover stands beside it in the pack.", [flags.Month, flags.Text, flags.On, flags.By], (session, cancellationToken) =>
                NoteAsync(session, flags, cancellationToken)),
            verbs.Make("decide", "Write down a decision with the one person who does it and the day; the next review begins with it.", [flags.Month, flags.Text, flags.Owner, flags.Due, flags.Saving, flags.About, flags.By], (session, cancellationToken) =>
                AgreeAsync(session, flags, ReviewEntryKind.Decision, session.Arguments.GetValue(flags.Saving), cancellationToken)),
            verbs.Make("question", "Write down what was asked and not answered, with the one person who finds out.", [flags.Month, flags.Text, flags.Owner, flags.Due, flags.About, flags.By], (session, cancellationToken) =>
                AgreeAsync(session, flags, ReviewEntryKind.Question, null, cancellationToken)),
            verbs.Make("sign", "Stand for the figures of a review.", [flags.Month, flags.By, flags.Role], async (session, cancellationToken) =>
            {
                ReviewEntry entry = Entry(session, flags, ReviewEntryKind.Signature, session.Arguments.GetValue(flags.Role)?.Trim() ?? "");
                await session.Room<ReviewRoom>().AddAsync(entry, cancellationToken).ConfigureAwait(false);
                session.Screen.Line($"{entry.By} stands for the figures of {entry.Period}.");
                return 0;
            }),
            verbs.Make("close", "Close a review: its pack stays the same, byte for byte; notes are refused.", [flags.Month, flags.By], async (session, cancellationToken) =>
            {
                ReviewRoom room = session.Room<ReviewRoom>();
                Review closed = await room.CloseAsync(await room.FindAsync(flags.Period(session), cancellationToken).ConfigureAwait(false), session.Arguments.GetValue(flags.By)!, cancellationToken).ConfigureAwait(false);
                session.Screen.Line($"The review of {closed.Period} is closed. Pack sha256 {ReviewRoom.Sha256(closed.Pack!)}.");
                if (closed.TeamPacks.Count > 0) session.Screen.Line($"Kept with it: packs of {string.Join(", ", closed.TeamPacks.Keys.Order(StringComparer.Ordinal))}.");
                session.Screen.Line((await session.Room<PackShelf>().WriteAsync(closed, ReviewJson.Read(closed.Model), cancellationToken).ConfigureAwait(false)).Path);
                return 0;
            }),
        ]);
    }

    private static async Task<int> OpenAsync(Session session, ReviewFlags flags, CancellationToken cancellationToken)
    {
        bool dryRun = session.Arguments.GetValue(flags.DryRun);
        // Of a closed month the data and the files that it was closed with: its pack says what its workbook says.
        PeriodText month = PeriodText.Parse(flags.Period(session).ToString(), session.AsOf, session.Configuration.Company);
        Snapshot snapshot = await session.SnapshotAsync(month, cancellationToken).ConfigureAwait(false);
        (Review review, ReviewModel model) = await session.Room<ReviewRoom>().OpenAsync(
            snapshot, session.ConfigurationOf(month), month.First, session.AsOfMonth(month.First), session.Arguments.GetValue(flags.By)!, session.Arguments.GetValue(flags.Again), dryRun, cancellationToken).ConfigureAwait(false);
        session.Screen.Line($"{(dryRun ? "Would freeze" : "Froze")} the figures of {review.Period}: {model.PeriodStatus}, snapshot {review.Snapshot}.");
        foreach (string warning in model.Warnings) session.Screen.Note($"! {warning}");
        foreach (string team in session.Configuration.Company.Review.Teams?.Where(id => session.Configuration.Teams.All(each => each.Id.Value != id)) ?? []) session.Screen.Note($"! review.teams of costguard.yaml names '{team}', and there is no such team.");
        if (!dryRun && session.Arguments.GetValue(flags.Calendar) is { } calendar)
        {
            Review frozen = await session.Room<ReviewRoom>().FindAsync(review.Period, cancellationToken).ConfigureAwait(false);
            await WriteAsync(session, calendar, Encoding.UTF8.GetBytes(await session.Room<ReviewRoom>().CalendarAsync(frozen, model, cancellationToken).ConfigureAwait(false)), cancellationToken).ConfigureAwait(false);
        }

        if (!dryRun) session.Screen.Line($"Next: costguard review show {review.Period} --out review-{review.Period}.html");
        return 0;
    }

    private static async Task<int> ShowAsync(Session session, ReviewFlags flags, GlobalOptions globals, CancellationToken cancellationToken)
    {
        ReviewRoom room = session.Room<ReviewRoom>();
        (Review review, ReviewModel model) = await room.OfAsync(
            await room.FindAsync(flags.Period(session), cancellationToken).ConfigureAwait(false), session.Arguments.GetValue(flags.Team), cancellationToken).ConfigureAwait(false);
        if (session.Arguments.GetValue(flags.Calendar) is { } calendar) await WriteAsync(session, calendar, Encoding.UTF8.GetBytes(await room.CalendarAsync(review, model, cancellationToken).ConfigureAwait(false)), cancellationToken).ConfigureAwait(false);
        string? target = session.Arguments.GetValue(globals.Out);
        byte[] html = Encoding.UTF8.GetBytes(ReviewRoom.Pack(review, model));
        if (target is null)
        {
            session.Screen.Line((await session.Room<PackShelf>().WriteAsync(review, model, cancellationToken).ConfigureAwait(false)).Path);
            return 0;
        }

        if (target == "-")
        {
            await session.Surroundings.Out.FlushAsync(cancellationToken).ConfigureAwait(false);
            Stream output = session.Surroundings.OutStream();
            await output.WriteAsync(html, cancellationToken).ConfigureAwait(false);
            await output.FlushAsync(cancellationToken).ConfigureAwait(false);
            return 0;
        }

        bool isPdf = target.EndsWith(".pdf", StringComparison.OrdinalIgnoreCase);
        if (!isPdf && !target.EndsWith(".html", StringComparison.OrdinalIgnoreCase)) throw new CostGuardException(2, ReviewErrors.UnknownFile.At($"--out '{target}' ends neither in .html nor in .pdf."));
        await WriteAsync(session, target, isPdf ? await PrintAsync(session, html, review, cancellationToken).ConfigureAwait(false) : html, cancellationToken).ConfigureAwait(false);
        return 0;
    }

    private static async Task<byte[]> PrintAsync(Session session, byte[] html, Review review, CancellationToken cancellationToken)
    {
        (byte[] pdf, string? untagged) = await session.Room<PackPrinter>().PrintAsync(html, review.ClosedAt ?? review.OpenedAt, cancellationToken).ConfigureAwait(false);
        if (untagged is not null && !session.Quiet) session.Screen.Note($"! The PDF has no tags for screen readers, since {untagged.TrimEnd('.')}; the .html has all they need.");
        return pdf;
    }

    private static async Task WriteAsync(Session session, string target, byte[] bytes, CancellationToken cancellationToken)
    {
        string path = Path.GetFullPath(target, session.Surroundings.WorkingFolder), half = path + ".part";
        await File.WriteAllBytesAsync(half, bytes, cancellationToken).ConfigureAwait(false);
        File.Move(half, path, overwrite: true);
        if (!session.Quiet) session.Screen.Note($"Wrote {target}");
    }

    private static async Task<int> NoteAsync(Session session, ReviewFlags flags, CancellationToken cancellationToken)
    {
        ReviewRoom room = session.Room<ReviewRoom>();
        Review review = await room.FindAsync(flags.Period(session), cancellationToken).ConfigureAwait(false);
        string[] on = session.Arguments.GetValue(flags.On)!;
        ReviewSubject subject = ReviewSubjects.Of(ReviewJson.Read(review.Model)).Find(on[0], on[1])
            ?? throw new CostGuardException(8, ReviewErrors.NoSuchSubject.At($"The review of {review.Period} shows no {on[0]} '{on[1]}'."));
        long id = await room.AddAsync(Entry(session, flags, ReviewEntryKind.Note, flags.Words(session)) with { Subject = subject }, cancellationToken).ConfigureAwait(false);
        session.Screen.Line($"{Invariant(id)}: note on {subject.Kind.ToString().ToLowerInvariant()} {subject.Key}.");
        return 0;
    }

    private static async Task<int> AgreeAsync(Session session, ReviewFlags flags, ReviewEntryKind kind, decimal? saving, CancellationToken cancellationToken)
    {
        if (saving <= 0m) throw new CostGuardException(2, CommandErrors.BadArgument.At("--saving is not above zero."));
        ReviewEntry entry = Entry(session, flags, kind, flags.Words(session)) with { Subject = flags.Subject(session), Owner = session.Arguments.GetValue(flags.Owner), Due = flags.Day(session) };
        (long id, ActionItem action) = await session.Room<ReviewRoom>().AgreeAsync(entry, saving, cancellationToken).ConfigureAwait(false);
        session.Screen.Line($"{Invariant(id)}: {kind.ToString().ToLowerInvariant()}, action {action.Id} of {action.Owner} until {action.Due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.");
        return 0;
    }

    private static ReviewEntry Entry(Session session, ReviewFlags flags, ReviewEntryKind kind, string text) => new()
    {
        Period = flags.Period(session),
        Kind = kind,
        Text = text,
        By = session.Arguments.GetValue(flags.By)!,
        At = session.Surroundings.Clock.GetUtcNow(),
    };

    private static string Invariant(long number) => number.ToString(CultureInfo.InvariantCulture);
}
