using System.Globalization;
using System.Text;
using CostGuard.Cli.Reports;
using CostGuard.Core.Reviews;
using CostGuard.Core.Runs;
using CostGuard.Report.Reviews;

namespace CostGuard.Cli.Reviews;

/// <summary>Puts packs into the folder of finished reports, beside the month's workbook.</summary>
public sealed class PackShelf(ReportShelf shelf, PackPrinter printer)
{
    /// <summary>The pack as HTML: it reads, presents and prints anywhere.</summary>
    public Task<FinishedReport> WriteAsync(Review review, ReviewModel model, CancellationToken cancellationToken) =>
        WriteAsync(review, ReviewPack.FileName(model, review.State == ReviewState.Closed), Html(review, model), cancellationToken);

    /// <summary>The pack as PDF, to travel by mail.</summary>
    public Task<FinishedReport> PrintAsync(Review review, ReviewModel model, CancellationToken cancellationToken) =>
        PrintAsync(review, model, Path.ChangeExtension(ReviewPack.FileName(model, review.State == ReviewState.Closed), ".pdf"), cancellationToken);

    /// <summary>The pack that goes with a closed month's version: made once, so that the file is the one whose hash was signed for, whatever is written into the review later.</summary>
    public async Task<FinishedReport> PrintOnceAsync(Review review, ReviewModel model, int version, CancellationToken cancellationToken)
    {
        string name = $"{Path.ChangeExtension(ReviewPack.FileName(model, isClosed: false), null)}{Ending(version)}";
        return shelf.Find(review.Period.ToString(), name) ?? await PrintAsync(review, model, name, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>How the name of a closed version's pack ends.</summary>
    public static string Ending(int version) => $"-close-v{version.ToString(CultureInfo.InvariantCulture)}.pdf";

    private async Task<FinishedReport> PrintAsync(Review review, ReviewModel model, string name, CancellationToken cancellationToken)
    {
        (byte[] pdf, _) = await printer.PrintAsync(Html(review, model), review.ClosedAt ?? review.OpenedAt, cancellationToken).ConfigureAwait(false);
        return await WriteAsync(review, name, pdf, cancellationToken).ConfigureAwait(false);
    }

    private static byte[] Html(Review review, ReviewModel model) => Encoding.UTF8.GetBytes(ReviewRoom.Pack(review, model));

    private Task<FinishedReport> WriteAsync(Review review, string name, byte[] bytes, CancellationToken cancellationToken) =>
        shelf.WriteAsync(review.Period.ToString(), name, stream => stream.WriteAsync(bytes, cancellationToken).AsTask(), _ => Task.CompletedTask, cancellationToken);
}
