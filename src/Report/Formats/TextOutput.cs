using System.Text;

namespace CostGuard.Report.Formats;

/// <summary>UTF-8 text in chunks, so that a large table needs little memory and no synchronous write.</summary>
internal sealed class TextOutput(Stream output)
{
    private const int ChunkChars = 32_768;

    /// <summary>Text not written yet.</summary>
    public StringBuilder Text { get; } = new(ChunkChars + 4_096);

    public ValueTask FlushIfFullAsync(CancellationToken cancellationToken) =>
        Text.Length < ChunkChars ? ValueTask.CompletedTask : FlushAsync(cancellationToken);

    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Text.ToString());
        Text.Clear();
        await output.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
    }
}
