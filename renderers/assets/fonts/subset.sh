#!/bin/sh
# Makes the faces of this folder from their sources; README.md says where those come from.
# Usage: subset.sh INTER_DIR JETBRAINS_MONO_DIR DEJAVU_DIR NOTO_EMOJI_TTF   (needs fonttools and brotli)
set -eu
inter=$1 mono=$2 dejavu=$3 emoji=$4
here=$(dirname "$0")

# Contextual alternates and ligatures are left out: `->` and `!=` must stay the two characters that they are.
features='kern,mark,mkmk,ccmp,locl,tnum,case'
wide='U+0020-024F,U+0300-036F,U+0370-03FF,U+0400-052F,U+1E00-1EFF,U+2000-206F,U+2070-209F,U+20A0-20BF,U+2100-218F,U+2190-21FF,U+2200-22FF,U+2300-23FF,U+2500-25FF,U+2713,U+2717,U+FFFD'
latin='U+0020-017F,U+2010-2027,U+2030-203A,U+20AC,U+2122,U+2190-2193,U+2212,U+2248,U+2260,U+2264,U+2265'
screen='U+0020-007E,U+00A0-00FF,U+2010-2027,U+20AC,U+2190-2193,U+2212,U+2260,U+2264,U+2265,U+2500-251C,U+2524,U+252C,U+2534,U+253C,U+2588'

face() { # SOURCE TARGET UNICODES [more options]
  source=$1 target=$2 unicodes=$3
  shift 3
  pyftsubset "$source" --output-file="$here/$target" --unicodes="$unicodes" --layout-features="$features" \
    --no-hinting --desubroutinize --name-IDs='0,1,2,3,4,5,6,13,14,16,17' --notdef-outline --no-recalc-timestamp "$@"
}

for weight in Regular Italic SemiBold SemiBoldItalic; do
  face "$inter/Inter-$weight.otf" "Inter-$weight.otf" "$wide"
done
for weight in Regular Italic SemiBold; do
  face "$inter/Inter-$weight.otf" "Inter-$weight.woff2" "$latin" --flavor=woff2
done
for weight in Regular Bold; do
  face "$mono/JetBrainsMono-$weight.ttf" "JetBrainsMono-$weight.ttf" "$wide"
done
face "$mono/JetBrainsMono-Regular.ttf" JetBrainsMono-Regular.woff2 "$screen" --flavor=woff2

# What the two above lack: Armenian, Hebrew, Arabic, Georgian, signs, arrows, shapes. Arabic needs its joining forms.
features='kern,mark,mkmk,ccmp,locl,init,medi,fina,isol,rlig,liga,calt'
face "$dejavu/DejaVuSans.ttf" DejaVuSans.ttf 'U+0020,U+00A0,U+0250-02FF,U+0500-1CFF,U+1D00-1DFF,U+1F00-1FFF,U+2000-2E7F,U+A000-FAFF,U+FB13-FDFF,U+FE00-FE0F,U+FE20-FEFF,U+FFF9-FFFD,U+1D400-1D7FF'
face "$emoji" NotoEmoji-Regular.ttf '*'
