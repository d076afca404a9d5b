using System.Text;

namespace CostGuard.Core.Focus.Aws;

/// <summary>Texts of a column with few distinct ones: neighbours are mostly equal.</summary>
internal sealed class CurWord
{
    private byte[] _bytes = [];
    private string _text = "";

    public string Of(ReadOnlySpan<byte> text)
    {
        if (text.SequenceEqual(_bytes)) return _text;
        _bytes = text.ToArray();
        return _text = Encoding.UTF8.GetString(text);
    }
}
