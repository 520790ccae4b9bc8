"""A second collection, in any letters: what is typed, and behind the arrow the same for mpmath.

Calculus books, handbooks of physics, statistics and economics, and the collections of Moré, Garbow and Hillstrom (1981),
Jamil and Yang (2013), and Surjanovic and Bingham. Every name that mpmath does not know is a variable.
"""

from __future__ import annotations

ARROW = "   =>   "

_SCALARS = """
f(x, y) = x⁴ + 5xy³   =>   x**4+5*x*y**3
f(x, y) = x²y − 3y⁴   =>   x**2*y-3*y**4
f(x,t) = t² e^(−x)   =>   t**2*exp(-x)
f(x, t) = √(3x + 4t)   =>   sqrt(3*x+4*t)
z = ln(x + t²)   =>   log(x+t**2)
z = x sin(xy)   =>   x*sin(x*y)
f(x, y) = x/y   =>   x/y
f(x, y) = x/(x + y)²   =>   x/(x+y)**2
f(x, y) = (ax + by)/(cx + dy)   =>   (a*x+b*y)/(c*x+d*y)
w = e^v/(u + v²)   =>   exp(v)/(u+v**2)
g(u, v) = (u²v − v³)⁵   =>   (u**2*v-v**3)**5
u(r, θ) = sin(r cos θ)   =>   sin(r*cos(θ))
R(p, q) = arctan(pq²)   =>   atan(p*q**2)
f(x,y,z) = x³yz² + 2yz   =>   x**3*y*z**2+2*y*z
f(x, y, z) = xy²e^(−xz)   =>   x*y**2*exp(-x*z)
w = ln(x + 2y + 3z)   =>   log(x+2*y+3*z)
w = y tan(x + 2z)   =>   y*tan(x+2*z)
p = √(t⁴ + u² cos v)   =>   sqrt(t**4+u**2*cos(v))
u = x^(y/z)   =>   x**(y/z)
h(x, y, z, t) = x²y cos(z/t)   =>   x**2*y*cos(z/t)
φ(x, y, z, t) = (αx + βy²)/(γz + δt²)   =>   (α*x+β*y**2)/(γ*z+δ*t**2)
u = √(x₁² + x₂² + x₃²)   =>   sqrt(x1**2+x2**2+x3**2)
u = sin(x₁ + 2x₂ + 3x₃)   =>   sin(x1+2*x2+3*x3)
f(x, y) = 1 + x ln(xy − 5)   =>   1+x*log(x*y-5)
f(x, y) = x²y³ − 4y   =>   x**2*y**3-4*y
f(x, y) = 16 − x² − 2y²   =>   16-x**2-2*y**2
e^(xy) ln y   =>   exp(x*y)*log(y)
x e^y + y e^(-x)   =>   x*exp(y)+y*exp(-x)
(x^3 y)/(x^6 + y^2)   =>   x**3*y/(x**6+y**2)
xy^2z^3   =>   x*y**2*z**3
x^2y   =>   x**2*y
π r² h   =>   pi*r**2*h
(1/3)πr²h   =>   pi*r**2*h/3
⅓πr²h   =>   pi*r**2*h/3
4/3 π r³   =>   4*pi*r**3/3
2πr(r + h)   =>   2*pi*r*(r+h)
πr√(r² + h²)   =>   pi*r*sqrt(r**2+h**2)
½ab sin γ   =>   a*b*sin(γ)/2
√(a² + b² − 2ab cos γ)   =>   sqrt(a**2+b**2-2*a*b*cos(γ))
√((x − 1)² + (y − 2)² + (z + 3)²)   =>   sqrt((x-1)**2+(y-2)**2+(z+3)**2)
|x − y|   =>   abs(x-y)
|x|^3 + |y|^1.5   =>   abs(x)**3+abs(y)**1.5
√|xy|   =>   sqrt(abs(x*y))
√x + √y   =>   sqrt(x)+sqrt(y)
√x·√y   =>   sqrt(x)*sqrt(y)
x√y − y√x   =>   x*sqrt(y)-y*sqrt(x)
2√(xy)   =>   2*sqrt(x*y)
√2 x + √3 y   =>   sqrt(2)*x+sqrt(3)*y
sin²x + cos²y   =>   sin(x)**2+cos(y)**2
sin^2 x cos^3 y   =>   sin(x)**2*cos(y)**3
sin² 2x   =>   sin(2*x)**2
tan²(x) − sec²(x) + xy   =>   tan(x)**2-1/cos(x)**2+x*y
cos 2x cosh 3y   =>   cos(2*x)*cosh(3*y)
e^x sin y + e^y cos x   =>   exp(x)*sin(y)+exp(y)*cos(x)
e^(-x²-y²)   =>   exp(-x**2-y**2)
e^(−(x²+y²)/2)   =>   exp(-(x**2+y**2)/2)
ln(x)ln(y)   =>   log(x)*log(y)
ln(x/y)   =>   log(x/y)
ln x − ln y   =>   log(x)-log(y)
ln² x + ln² y   =>   log(x)**2+log(y)**2
ln(sin(xy))   =>   log(sin(x*y))
ln √(x² + y²)   =>   log(sqrt(x**2+y**2))
sin √(x² + y²)   =>   sin(sqrt(x**2+y**2))
sin(√(x²+y²))/√(x²+y²)   =>   sin(sqrt(x**2+y**2))/sqrt(x**2+y**2)
e^√(xy)   =>   exp(sqrt(x*y))
e^sin(x) + e^cos(y)   =>   exp(sin(x))+exp(cos(y))
2^(xy)   =>   2**(x*y)
x^x   =>   x**x
x^sin(y)   =>   x**sin(y)
(sin x)^y   =>   sin(x)**y
(ln x)^(y+1)   =>   log(x)**(y+1)
(xy)^(1/3)   =>   (x*y)**(mpf(1)/3)
(x² + y²)^(3/2)   =>   (x**2+y**2)**1.5
(x^2+y^2)^-1   =>   1/(x**2+y**2)
(x + y)⁻²   =>   (x+y)**-2
xy/(x² + y²)   =>   x*y/(x**2+y**2)
(x² − y²)/(x² + y²)   =>   (x**2-y**2)/(x**2+y**2)
1/(xy)   =>   1/(x*y)
x²/a² + y²/b²   =>   x**2/a**2+y**2/b**2
x^2/9 + y^2/4 - z^2   =>   x**2/9+y**2/4-z**2
arcsin(x/2) + arccos(y/3)   =>   asin(x/2)+acos(y/3)
arctan(y/x) + arctan(x/y)   =>   atan(y/x)+atan(x/y)
arctan²(x) y   =>   atan(x)**2*y
arctan 2x   =>   atan(2*x)
x·arctan(√y)   =>   x*atan(sqrt(y))
atan2(y − 1, x + 2)²   =>   atan2(y-1,x+2)**2
sinh²x − cosh²y   =>   sinh(x)**2-cosh(y)**2
sinh(x)cosh(y)tanh(z)   =>   sinh(x)*cosh(y)*tanh(z)
tanh(x+y)sech(x−y)   =>   tanh(x+y)*sech(x-y)
asinh(x) + acosh(y + 1) + atanh(z/3)   =>   asinh(x)+acosh(y+1)+atanh(z/3)
arsinh(xy)   =>   asinh(x*y)
csc(x)·cot(y)·sec(z)   =>   csc(x)*cot(y)*sec(z)
sec x tan x   =>   sec(x)*tan(x)
(x+1)(y-2)   =>   (x+1)*(y-2)
(x + y)(x − y)(x² + y²)   =>   (x+y)*(x-y)*(x**2+y**2)
x(y+1)(z+2)   =>   x*(y+1)*(z+2)
2(x+1)² − 3(y−2)³   =>   2*(x+1)**2-3*(y-2)**3
3x²y³z   =>   3*x**2*y**3*z
-3x^2 + 2xy - y^2 + 4x - 6   =>   -3*x**2+2*x*y-y**2+4*x-6
x³ + y³ + 3x² − 3y² − 8   =>   x**3+y**3+3*x**2-3*y**2-8
x⁴ + y⁴ − 4xy + 2   =>   x**4+y**4-4*x*y+2
10x²y − 5x² − 4y² − x⁴ − 2y⁴   =>   10*x**2*y-5*x**2-4*y**2-x**4-2*y**4
(1 + xy)(x + y)   =>   (1+x*y)*(x+y)
e^x cos(y)   =>   exp(x)*cos(y)
y cos x   =>   y*cos(x)
y² − 2y cos x   =>   y**2-2*y*cos(x)
xy + 1/x + 1/y   =>   x*y+1/x+1/y
xye^(−x²−y²)   =>   x*y*exp(-x**2-y**2)
xy(1−x−y)   =>   x*y*(1-x-y)
(x² + y²)e^(y² − x²)   =>   (x**2+y**2)*exp(y**2-x**2)
5xe^y − x⁵ − e^(5y)   =>   5*x*exp(y)-x**5-exp(5*y)
x^2 + y^2 + x^(-2) y^(-2)   =>   x**2+y**2+1/(x*y)**2
x²ye^(−x²−y²)   =>   x**2*y*exp(-x**2-y**2)
sin x + sin y + cos(x + y)   =>   sin(x)+sin(y)+cos(x+y)
sin x sin y sin(x+y)   =>   sin(x)*sin(y)*sin(x+y)
20 + 3 x y - x^2 y   =>   20+3*x*y-x**2*y
2 x y   =>   2*x*y
x y z   =>   x*y*z
2xy + 2yz + 2xz   =>   2*x*y+2*y*z+2*x*z
lwh   =>   l*w*h
2lw + 2lh + 2wh   =>   2*l*w+2*l*h+2*w*h
x cos y − y cos x   =>   x*cos(y)-y*cos(x)
3 sin(x) cos(y)²   =>   3*sin(x)*cos(y)**2
sin(x)² + sin²(y)   =>   sin(x)**2+sin(y)**2
sin x²   =>   sin(x**2)
cos(xy)²   =>   cos(x*y)**2
e^-x   =>   exp(-x)
e^−x²   =>   exp(-x**2)
exp(-(x^2)/2)   =>   exp(-x**2/2)
x² - y² + 2xy − (x·y)²   =>   x**2-y**2+2*x*y-(x*y)**2
x × y ÷ (x + y)   =>   x*y/(x+y)
x∕y + y⁄x   =>   x/y+y/x
max(x, y, z) − min(x, y, z)   =>   max(x,y,z)-min(x,y,z)
where(x >= 0, x^2, -x) + y   =>   (x**2 if x>=0 else -x)+y
where(x ≤ y, sin(x), cos(y))   =>   (sin(x) if x<=y else cos(y))
floor(x) + y·ceil(z)   =>   floor(x)+y*ceil(z)
sign(x)|y|   =>   sign(x)*abs(y)
cbrt(x² + y²)   =>   (x**2+y**2)**(mpf(1)/3)
log_2(x)   =>   log(x)/log(2)
log₂(x) + log₂ y   =>   (log(x)+log(y))/log(2)
log10(x·y)   =>   log10(x*y)
log_10(xy)   =>   log10(x*y)
log(x)/log(2)   =>   log(x)/log(2)
P(L, K) = 1.01L^0.75K^0.25   =>   1.01*L**0.75*K**0.25
AL^αK^(1-α)   =>   A*L**α*K**(1-α)
A·K^α·L^β   =>   A*K**α*L**β
(αK^ρ + (1 − α)L^ρ)^(1/ρ)   =>   (α*K**ρ+(1-α)*L**ρ)**(1/ρ)
nRT/V   =>   n*R*T/V
P V/(n R T)   =>   P*V/(n*R*T)
PV/nRT   =>   P*V/n*R*T
(P + n²a/V²)(V − nb) − nRT   =>   (P+n**2*a/V**2)*(V-n*b)-n*R*T
RT/(V − b) − a/V²   =>   R*T/(V-b)-a/V**2
8T/(3v − 1) − 3/v²   =>   8*T/(3*v-1)-3/v**2
4ε((σ/r)^12 − (σ/r)^6)   =>   4*ε*((σ/r)**12-(σ/r)**6)
D(1 − e^(−a(r − r0)))²   =>   D*(1-exp(-a*(r-r0)))**2
GMm/r²   =>   G*M*m/r**2
G m₁ m₂/r²   =>   G*m1*m2/r**2
q₁q₂/(4πε₀r²)   =>   q1*q2/(4*pi*ε0*r**2)
½mv² + mgh   =>   m*v**2/2+m*g*h
½ m v² + ½ k x²   =>   m*v**2/2+k*x**2/2
½m(u² + v² + w²)   =>   m*(u**2+v**2+w**2)/2
½ρv²A   =>   ρ*v**2*A/2
v t + ½ a t²   =>   v*t+a*t**2/2
v₀ t − ½ g t²   =>   v0*t-g*t**2/2
v² sin(2θ)/g   =>   v**2*sin(2*θ)/g
2π√(L/g)   =>   2*pi*sqrt(L/g)
2π√L   =>   2*pi*sqrt(L)
1/(1/R₁ + 1/R₂ + 1/R₃)   =>   1/(1/R1+1/R2+1/R3)
fp/(p − f)   =>   f*p/(p-f)
1/(1/f − 1/p)   =>   1/(1/f-1/p)
V S/(K + S)   =>   V*S/(K+S)
A e^(−E/(RT))   =>   A*exp(-E/(R*T))
A exp(-E/RT)   =>   A*exp(-E/R*T)
A e^(−λt) cos(ωt + φ)   =>   A*exp(-λ*t)*cos(ω*t+φ)
A sin(kx − ωt)   =>   A*sin(k*x-ω*t)
u = e^(−α²k²t) sin kx   =>   exp(-α**2*k**2*t)*sin(k*x)
1/√(4πt) e^(−x²/(4t))   =>   1/sqrt(4*pi*t)*exp(-x**2/(4*t))
1/(σ√(2π)) exp(−(x − μ)²/(2σ²))   =>   1/(σ*sqrt(2*pi))*exp(-(x-μ)**2/(2*σ**2))
exp(-x^2/2σ^2)   =>   exp(-x**2/2*σ**2)
exp(−x²/2σ²)   =>   exp(-x**2/2*σ**2)
-ln(σ) - 1/2 ln(2π) - (x-μ)²/(2σ²)   =>   -log(σ)-log(2*pi)/2-(x-μ)**2/(2*σ**2)
½ ln(2πσ²) + (x − μ)²/(2σ²)   =>   log(2*pi*σ**2)/2+(x-μ)**2/(2*σ**2)
exp(-(x² - 2ρxy + y²)/(2(1 - ρ²)))/(2π√(1 - ρ²))   =>   exp(-(x**2-2*ρ*x*y+y**2)/(2*(1-ρ**2)))/(2*pi*sqrt(1-ρ**2))
λe^(−λx)   =>   λ*exp(-λ*x)
λ^k e^(−λ)   =>   λ**k*exp(-λ)
k/λ (x/λ)^(k−1) e^(−(x/λ)^k)   =>   k/λ*(x/λ)**(k-1)*exp(-(x/λ)**k)
x^(α−1)(1−x)^(β−1)   =>   x**(α-1)*(1-x)**(β-1)
1/(πγ(1 + ((x − x₀)/γ)²))   =>   1/(pi*γ*(1+((x-x0)/γ)**2))
p^3(1 − p)^2   =>   p**3*(1-p)**2
−p ln p − (1 − p) ln(1 − p)   =>   -p*log(p)-(1-p)*log(1-p)
−p log₂ p − q log₂ q   =>   -(p*log(p)+q*log(q))/log(2)
p ln(p/q) + (1−p) ln((1−p)/(1−q))   =>   p*log(p/q)+(1-p)*log((1-p)/(1-q))
−y ln(p) − (1 − y) ln(1 − p)   =>   -y*log(p)-(1-y)*log(1-p)
-y ln(sigmoid(wx+b)) - (1-y) ln(1 - sigmoid(wx+b))   =>   -y*log(1/(1+exp(-w*x-b)))-(1-y)*log(1-1/(1+exp(-w*x-b)))
ln(1 + exp(−y(w x + b)))   =>   log(1+exp(-y*(w*x+b)))
−ln(e^(z₁)/(e^(z₁) + e^(z₂) + e^(z₃)))   =>   -log(exp(z1)/(exp(z1)+exp(z2)+exp(z3)))
ln(e^x + e^y + e^z)   =>   log(exp(x)+exp(y)+exp(z))
log(exp(z1)+exp(z2)) - z1   =>   log(exp(z1)+exp(z2))-z1
1/(1 + e^-(wx + b))   =>   1/(1+exp(-(w*x+b)))
(y − (wx + b))²   =>   (y-(w*x+b))**2
½(y − tanh(wx))² + λw²   =>   (y-tanh(w*x))**2/2+λ*w**2
S·½(1 + erf((ln(S/K) + (r + ½σ²)t)/(σ√(2t)))) − K e^(−rt)·½(1 + erf((ln(S/K) + (r − ½σ²)t)/(σ√(2t))))   =>   S*(1+erf((log(S/K)+(r+σ**2/2)*t)/(σ*sqrt(2*t))))/2-K*exp(-r*t)*(1+erf((log(S/K)+(r-σ**2/2)*t)/(σ*sqrt(2*t))))/2
erf(x) + erfc(y)   =>   erf(x)+erfc(y)
½(1 + erf((x − μ)/(σ√2)))   =>   (1+erf((x-μ)/(σ*sqrt(2))))/2
x·(1 + erf(x/√2))/2   =>   x*(1+erf(x/sqrt(2)))/2
erf²(x)y   =>   erf(x)**2*y
C(1 + r/n)^(nt)   =>   C*(1+r/n)**(n*t)
P(1 + r)^t   =>   P*(1+r)**t
Pe^(rt)   =>   P*exp(r*t)
P r(1+r)^n/((1+r)^n − 1)   =>   P*r*(1+r)**n/((1+r)**n-1)
K/(1 + ((K − P)/P) e^(−rt))   =>   K/(1+((K-P)/P)*exp(-r*t))
rN(1 − N/K)   =>   r*N*(1-N/K)
x ln y + y ln x   =>   x*log(y)+y*log(x)
√(xy) − (x+y)/2   =>   sqrt(x*y)-(x+y)/2
2xy/(x+y)   =>   2*x*y/(x+y)
x^0.3 y^0.7   =>   x**0.3*y**0.7
min(2x, 3y)   =>   min(2*x,3*y)
hc/λ · 1/(e^(hc/(λkT)) − 1)   =>   h*c/λ*1/(exp(h*c/(λ*k*T))-1)
2hc²/λ⁵ · 1/(exp(hc/(λ k T)) − 1)   =>   2*h*c**2/λ**5/(exp(h*c/(λ*k*T))-1)
mc²/√(1 − v²/c²)   =>   m*c**2/sqrt(1-v**2/c**2)
√(p²c² + m²c⁴)   =>   sqrt(p**2*c**2+m**2*c**4)
σT⁴   =>   σ*T**4
13.12 + 0.6215T − 11.37v^0.16 + 0.3965Tv^0.16   =>   13.12+0.6215*T-11.37*v**0.16+0.3965*T*v**0.16
0.1091w^0.425h^0.725   =>   0.1091*w**0.425*h**0.725
w/h²   =>   w/h**2
60 − x²/10 + 5e^(−0.1y)   =>   60-x**2/10+5*exp(-0.1*y)
60/(1 + x² + y²)   =>   60/(1+x**2+y**2)
1.2e-3 x + 3E2y   =>   1.2e-3*x+3e2*y
6.02e23x   =>   6.02e23*x
2ex   =>   2*e*x
2e3x   =>   2000*x
.5x + 5.y   =>   0.5*x+5*y
(10(x₂ − x₁²))² + (1 − x₁)²   =>   (10*(x2-x1**2))**2+(1-x1)**2
(-13 + x1 + ((5 - x2)x2 - 2)x2)^2 + (-29 + x1 + ((x2 + 1)x2 - 14)x2)^2   =>   (-13+x1+((5-x2)*x2-2)*x2)**2+(-29+x1+((x2+1)*x2-14)*x2)**2
(10^4 x1 x2 - 1)^2 + (exp(-x1) + exp(-x2) - 1.0001)^2   =>   (10**4*x1*x2-1)**2+(exp(-x1)+exp(-x2)-1.0001)**2
(x1 - 10^6)^2 + (x2 - 2*10^-6)^2 + (x1x2 - 2)^2   =>   (x1-10**6)**2+(x2-mpf(2)/10**6)**2+(x1*x2-2)**2
(1.5 − x₁(1 − x₂))² + (2.25 − x₁(1 − x₂²))² + (2.625 − x₁(1 − x₂³))²   =>   (1.5-x1*(1-x2))**2+(2.25-x1*(1-x2**2))**2+(2.625-x1*(1-x2**3))**2
sum(i, 1, 10, (2 + 2i − (e^(ix₁) + e^(ix₂)))²)   =>   sum((2+2*i-(exp(i*x1)+exp(i*x2)))**2 for i in range(1,11))
sum(i,1,10,(2+2i-exp(i*x1)-exp(i*x2))^2)   =>   sum((2+2*i-(exp(i*x1)+exp(i*x2)))**2 for i in range(1,11))
100(x3 - 10θ)^2 + 100(sqrt(x1^2+x2^2) - 1)^2 + x3^2   =>   100*(x3-10*θ)**2+100*(sqrt(x1**2+x2**2)-1)**2+x3**2
100(x₃ − 10·atan2(x₂, x₁)/(2π))² + 100(√(x₁² + x₂²) − 1)² + x₃²   =>   100*(x3-10*atan2(x2,x1)/(2*pi))**2+100*(sqrt(x1**2+x2**2)-1)**2+x3**2
sum(i, 1, 10, (exp(-0.1i x1) - exp(-0.1i x2) - x3(exp(-0.1i) - exp(-i)))^2)   =>   sum((exp(-0.1*i*x1)-exp(-0.1*i*x2)-x3*(exp(-0.1*i)-exp(-i)))**2 for i in range(1,11))
(x1 + 10x2)^2 + 5(x3 - x4)^2 + (x2 - 2x3)^4 + 10(x1 - x4)^4   =>   (x1+10*x2)**2+5*(x3-x4)**2+(x2-2*x3)**4+10*(x1-x4)**4
100(x2 - x1^2)^2 + (1-x1)^2 + 90(x4 - x3^2)^2 + (1-x3)^2 + 10.1((x2-1)^2 + (x4-1)^2) + 19.8(x2-1)(x4-1)   =>   100*(x2-x1**2)**2+(1-x1)**2+90*(x4-x3**2)**2+(1-x3)**2+10.1*((x2-1)**2+(x4-1)**2)+19.8*(x2-1)*(x4-1)
sum(i, 1, 20, ((x1 + i/5*x2 - exp(i/5))^2 + (x3 + x4 sin(i/5) - cos(i/5))^2)^2)   =>   sum(((x1+mpf(i)/5*x2-exp(mpf(i)/5))**2+(x3+x4*sin(mpf(i)/5)-cos(mpf(i)/5))**2)**2 for i in range(1,21))
sum(i, 1, 15, (x1 exp(-i x2) - i/3 - x3)^2)   =>   sum((x1*exp(-i*x2)-mpf(i)/3-x3)**2 for i in range(1,16))
sum(i, 1, 9, (x1 exp(-x2(i - x3)^2/2) - 0.3989)^2)   =>   sum((x1*exp(-x2*(i-x3)**2/2)-0.3989)**2 for i in range(1,10))
sum(i, 1, 99, (exp(-abs((25 + (-50 ln(i/100))^(2/3)) - x2)^x3/x1) - i/100)^2)   =>   sum((exp(-abs(25+(-50*log(mpf(i)/100))**(mpf(2)/3)-x2)**x3/x1)-mpf(i)/100)**2 for i in range(1,100))
-20e^(-0.02√(½(x²+y²))) - e^(½(cos(2πx)+cos(2πy))) + 20 + e   =>   -20*exp(-0.02*sqrt((x**2+y**2)/2))-exp((cos(2*pi*x)+cos(2*pi*y))/2)+20+e
-200 e^(-0.2√(x² + y²)) + 5e^(cos 3x + sin 3y)   =>   -200*exp(-0.2*sqrt(x**2+y**2))+5*exp(cos(3*x)+sin(3*y))
cos(x) sin(y) − x/(y² + 1)   =>   cos(x)*sin(y)-x/(y**2+1)
|x² + y² + xy| + |sin(x)| + |cos(y)|   =>   abs(x**2+y**2+x*y)+abs(sin(x))+abs(cos(y))
(x + 10)² + (y + 10)² + e^(−x² − y²)   =>   (x+10)**2+(y+10)**2+exp(-x**2-y**2)
x² + 2y² − 0.3cos(3πx)cos(4πy) + 0.3   =>   x**2+2*y**2-0.3*cos(3*pi*x)*cos(4*pi*y)+0.3
x^2 + 2y^2 - 0.3cos(3πx + 4πy) + 0.3   =>   x**2+2*y**2-0.3*cos(3*pi*x+4*pi*y)+0.3
(|x| + |y|)e^(−sin(x²) − sin(y²))   =>   (abs(x)+abs(y))*exp(-sin(x**2)-sin(y**2))
exp(½(x² + y² − 25)²) + sin⁴(4x − 3y) + ½(2x + y − 10)²   =>   exp((x**2+y**2-25)**2/2)+sin(4*x-3*y)**4+(2*x+y-10)**2/2
sin^4(4x-3y)   =>   sin(4*x-3*y)**4
-0.001/((0.001)^2 + (x-0.4y-0.1)^2) - 0.001/((0.001)^2 + (2x+y-1.5)^2)   =>   -0.001/(0.001**2+(x-0.4*y-0.1)**2)-0.001/(0.001**2+(2*x+y-1.5)**2)
(x² + y² − 2x)² + 0.25x   =>   (x**2+y**2-2*x)**2+0.25*x
-(y+47)sin√|x/2 + y + 47| - x sin√|x - (y+47)|   =>   -(y+47)*sin(sqrt(abs(x/2+y+47)))-x*sin(sqrt(abs(x-(y+47))))
−√|e^(1 − √(x²+y²)/π) sin x cos y|   =>   -sqrt(abs(exp(1-sqrt(x**2+y**2)/pi)*sin(x)*cos(y)))
-|sin x cos y exp|1 - √(x²+y²)/π||   =>   -abs(sin(x)*cos(y)*exp(abs(1-sqrt(x**2+y**2)/pi)))
-|sin(x)cos(y)exp(|1 - sqrt(x^2+y^2)/pi|)|   =>   -abs(sin(x)*cos(y)*exp(abs(1-sqrt(x**2+y**2)/pi)))
0.5 + (sin²√(x²+y²) − 0.5)/(1 + 0.001(x²+y²))²   =>   0.5+(sin(sqrt(x**2+y**2))**2-0.5)/(1+0.001*(x**2+y**2))**2
0.5 + (cos²(sin|x² − y²|) − 0.5)/(1 + 0.001(x² + y²))²   =>   0.5+(cos(sin(abs(x**2-y**2)))**2-0.5)/(1+0.001*(x**2+y**2))**2
-1/30 e^|1 - √(x²+y²)/π| cos²x cos²y   =>   -mpf(1)/30*exp(abs(1-sqrt(x**2+y**2)/pi))*cos(x)**2*cos(y)**2
-|e^|1 - √(x²+y²)/π| sin x cos y|   =>   -abs(sin(x)*cos(y)*exp(abs(1-sqrt(x**2+y**2)/pi)))
(1+(x+y+1)²(19−14x+3x²−14y+6xy+3y²))(30+(2x−3y)²(18−32x+12x²+48y−36xy+27y²))   =>   (1+(x+y+1)**2*(19-14*x+3*x**2-14*y+6*x*y+3*y**2))*(30+(2*x-3*y)**2*(18-32*x+12*x**2+48*y-36*x*y+27*y**2))
a(y − bx² + cx − r)² + s(1 − t)cos x + s   =>   a*(y-b*x**2+c*x-r)**2+s*(1-t)*cos(x)+s
(x²+y−11)²+(x+y²−7)²   =>   (x**2+y-11)**2+(x+y**2-7)**2
(y − 5.1x²/4π² + 5x/π − 6)² + 10(1 − 1/8π)cos x + 10   =>   (y-5.1*x**2/4*pi**2+5*x/pi-6)**2+10*(1-1/mpf(8)*pi)*cos(x)+10
x^2 - 12x + 11 + 10cos(πx/2) + 8sin(5πx/2) - (1/5)^0.5 exp(-0.5(y-0.5)^2)   =>   x**2-12*x+11+10*cos(pi*x/2)+8*sin(5*pi*x/2)-sqrt(mpf(1)/5)*exp(-0.5*(y-0.5)**2)
0.1(sin²(3πx) + (x−1)²(1+sin²(3πy)) + (y−1)²(1+sin²(2πy)))   =>   0.1*(sin(3*pi*x)**2+(x-1)**2*(1+sin(3*pi*y)**2)+(y-1)**2*(1+sin(2*pi*y)**2))
(1.5-x+xy)²+(2.25-x+xy²)²+(2.625-x+xy³)²   =>   (1.5-x+x*y)**2+(2.25-x+x*y**2)**2+(2.625-x+x*y**3)**2
-cos x cos y e^(-(x-π)²-(y-π)²)   =>   -cos(x)*cos(y)*exp(-(x-pi)**2-(y-pi)**2)
sin(5πx)^6 + sin^6(5πy)   =>   sin(5*pi*x)**6+sin(5*pi*y)**6
(x^2+y^2)^0.25 sin(50(x^2+y^2)^0.1)   =>   (x**2+y**2)**0.25*sin(50*(x**2+y**2)**0.1)
6|x| + |y|/2 + 7|x − y|³   =>   6*abs(x)+abs(y)/2+7*abs(x-y)**3
x sin(4πx) − y sin(4πy + π) + 1   =>   x*sin(4*pi*x)-y*sin(4*pi*y+pi)+1
sin(10πx)/(2x) + (x − 1)⁴   =>   sin(10*pi*x)/(2*x)+(x-1)**4
−(1.4 − 3x) sin 18x   =>   -(1.4-3*x)*sin(18*x)
(6x - 2)^2 sin(12x - 4)   =>   (6*x-2)**2*sin(12*x-4)
(4 − 2.1x² + x⁴/3)x² + xy + 4(y² − 1)y²   =>   (4-2.1*x**2+x**4/3)*x**2+x*y+4*(y**2-1)*y**2
sin(x) + sin(10x/3) + ln(x) − 0.84x + 3   =>   sin(x)+sin(10*x/3)+log(x)-0.84*x+3
e^(-x) sin^3(x) + y^3   =>   exp(-x)*sin(x)**3+y**3
(x − y)² + ((x − y − 10)/3)²   =>   (x-y)**2+((x-y-10)/3)**2
2·x^4 − 32x² + 4x·y + (3/4)·y^2   =>   2*x**4-32*x**2+4*x*y+0.75*y**2
1.1 − e^(−(x−1)² − 4y²)/2   =>   1.1-exp(-(x-1)**2-4*y**2)/2
where(x < 0, -x, where(x < 1, x^2, sqrt(x))) y   =>   (-x if x<0 else x**2 if x<1 else sqrt(x))*y
4ε[(σ/r)¹² − (σ/r)⁶]   =>   4*ε*((σ/r)**12-(σ/r)**6)
sin²(3πx) + (x − 1)²[1 + sin²(3πy)] + (y − 1)²[1 + sin²(2πy)]   =>   sin(3*pi*x)**2+(x-1)**2*(1+sin(3*pi*y)**2)+(y-1)**2*(1+sin(2*pi*y)**2)
[1+(x+y+1)²(19−14x+3x²−14y+6xy+3y²)][30+(2x−3y)²(18−32x+12x²+48y−36xy+27y²)]   =>   (1+(x+y+1)**2*(19-14*x+3*x**2-14*y+6*x*y+3*y**2))*(30+(2*x-3*y)**2*(18-32*x+12*x**2+48*y-36*x*y+27*y**2))
2[x + 3[y − 1]²]   =>   2*(x+3*(y-1)**2)
e^[−(x² + y²)]   =>   exp(-(x**2+y**2))
√[x² + y²]   =>   sqrt(x**2+y**2)
|[x] − y|   =>   abs(x-y)
∛(x² + y²) + ∛y²   =>   (x**2+y**2)**(mpf(1)/3)+(y**(mpf(1)/3))**2
sin √x cos √(xy)   =>   sin(sqrt(x))*cos(sqrt(x*y))
sin √2 + x   =>   sin(sqrt(2))+x
sin x e^y   =>   sin(x)*exp(y)
sin x e^(−y) cos y   =>   sin(x)*exp(-y)*cos(y)
2xy(x + 1)(y − 1)   =>   2*x*y*(x+1)*(y-1)
xy(x − y)/(x² + y²)   =>   x*y*(x-y)/(x**2+y**2)
1/xy(x+1)   =>   1/x*y*(x+1)
e^xy(2)   =>   exp(x)*y*2
pix(x+1)   =>   pi*x*(x+1)
erf(x y) − erfc(x/2)²   =>   erf(x*y)-erfc(x/2)**2
x^erf(y)   =>   x**erf(y)
2 sin x cos x   =>   2*sin(x)*cos(x)
x sin x   =>   x*sin(x)
x sin²x   =>   x*sin(x)**2
e^x²   =>   exp(x**2)
5(x−1)²/2   =>   2.5*(x-1)**2
(x+1)/2y   =>   (x+1)/2*y
(ln x)/x   =>   log(x)/x
−|x|   =>   -abs(x)
x|y|   =>   x*abs(y)
2|x−1|+|y|   =>   2*abs(x-1)+abs(y)
||x|−|y||   =>   abs(abs(x)-abs(y))
|x−1||y+2|   =>   abs(x-1)*abs(y+2)
|x|y|z|   =>   abs(x)*y*abs(z)
3√x   =>   3*sqrt(x)
2√2x   =>   2*sqrt(2)*x
x^½   =>   sqrt(x)
x^-½   =>   1/sqrt(x)
x^1.5y   =>   x**1.5*y
x^2y^3   =>   x**2*y**3
x^y^2   =>   x**(y**2)
2^x^2   =>   2**(x**2)
e^x e^y   =>   exp(x)*exp(y)
e^(x)e^(y)   =>   exp(x)*exp(y)
3·10⁻⁴x   =>   mpf(3)/10000*x
3×10^-4 x   =>   mpf(3)/10000*x
2x·3y   =>   6*x*y
x − −y   =>   x+y
x*-y   =>   -x*y
x/-y   =>   -x/y
cos πx   =>   cos(pi*x)
sin³x   =>   sin(x)**3
sin x·cos y   =>   sin(x)*cos(y)
sin x / cos y   =>   sin(x)/cos(y)
sin 30x   =>   sin(30*x)
sin x + y   =>   sin(x)+y
exp x   =>   exp(x)
exp(x)exp(y)   =>   exp(x)*exp(y)
ln(x)²   =>   log(x)**2
ln xy   =>   log(x*y)
ln x²   =>   log(x**2)
1/2 x   =>   x/2
1/2(x+y)   =>   (x+y)/2
x/2y   =>   x/2*y
3x/4y   =>   3*x/4*y
(x)(y)   =>   x*y
x (y)   =>   x*y
f(x, y) := x²y   =>   x**2*y
3x² + 2xy − 1/2 y²   =>   3*x**2+2*x*y-y**2/2
√3/2 x − ½y   =>   sqrt(3)/2*x-y/2
(√x + √y)²   =>   (sqrt(x)+sqrt(y))**2
√x²   =>   x
√(x)(y)   =>   sqrt(x)*y
x√(1 − y²)   =>   x*sqrt(1-y**2)
sin(x)cos(y)tan(z)   =>   sin(x)*cos(y)*tan(z)
sin(x)^2cos(y)^2   =>   sin(x)**2*cos(y)**2
sin^2(x)cos^2(y)   =>   sin(x)**2*cos(y)**2
x₁x₂ + x₁²   =>   x1*x2+x1**2
θ₁x + θ₀   =>   θ1*x+θ0
(θ₀ + θ₁x − y)²   =>   (θ0+θ1*x-y)**2
x² y³ z   =>   x**2*y**3*z
x^(1/2)y^(1/2)   =>   sqrt(x)*sqrt(y)
x^1/2   =>   x/2
½(x² + y²) − ln√(x² + y²)   =>   (x**2+y**2)/2-log(sqrt(x**2+y**2))
cosh²x − sinh²x + y   =>   cosh(x)**2-sinh(x)**2+y
tanh(x)²   =>   tanh(x)**2
1−e^−x   =>   1-exp(-x)
1 − e^(−x/τ)   =>   1-exp(-x/τ)
V₀(1 − e^(−t/(RC)))   =>   V0*(1-exp(-t/(R*C)))
I₀ e^(−μx)   =>   I0*exp(-μ*x)
x^3/2   =>   x**3/2
x^(3/2)   =>   x**1.5
exp(−½((x−μ)/σ)²)/(σ√(2π))   =>   exp(-((x-μ)/σ)**2/2)/(σ*sqrt(2*pi))
1/(σ√2π)   =>   1/(σ*sqrt(2)*pi)
log(1+x²)   =>   log(1+x**2)
ln(1+e^x)   =>   log(1+exp(x))
−x ln(x) − (1−x) ln(1−x)   =>   -x*log(x)-(1-x)*log(1-x)
x ^ 2 + y ^ 2   =>   x**2+y**2
x**2+y**2   =>   x**2+y**2
sin(2*pi*x)*exp(-y)   =>   sin(2*pi*x)*exp(-y)
"""

_VECTORS = """
sum(i,1,n,x[i]^2)   =>   sum(x(i)**2 for i in to(1,n))
sum(i, 1, n, x_i^2)   =>   sum(x(i)**2 for i in to(1,n))
x₁² + x₂² + x₃² + x₄² + x₅²   =>   sum(x(i)**2 for i in to(1,n))
sum(x[i]^2 for i in 1..n) + prod(x[i] for i in 1..n)   =>   sum(x(i)**2 for i in to(1,n))+prod(x(i) for i in to(1,n))
sum(i,1,n-1,100(x[i+1]−x[i]²)²+(x[i]−1)²)   =>   sum(100*(x(i+1)-x(i)**2)**2+(x(i)-1)**2 for i in to(1,n-1))
sin²(π(1 + (x[1] − 1)/4)) + sum(i, 1, n−1, ((x[i] − 1)/4)²(1 + 10sin²(π(1 + (x[i] − 1)/4) + 1))) + ((x[n] − 1)/4)²(1 + sin²(2π(1 + (x[n] − 1)/4)))   =>   sin(pi*(1+(x(1)-1)/4))**2+sum(((x(i)-1)/4)**2*(1+10*sin(pi*(1+(x(i)-1)/4)+1)**2) for i in to(1,n-1))+((x(n)-1)/4)**2*(1+sin(2*pi*(1+(x(n)-1)/4))**2)
sum(i,1,n,(n+1-i)x[i]^2)   =>   sum((n+1-i)*x(i)**2 for i in to(1,n))
sum(i,1,n, sum(j, 1, n, (j + 10)(x[j]^i − 1/j^i))²)   =>   sum(sum((j+10)*(x(j)**i-mpf(1)/j**i) for j in to(1,n))**2 for i in to(1,n))
sum(i, 1, n, sum(j, 1, n, (j^i + 0.5)((x[j]/j)^i − 1))^2)   =>   sum(sum((mpf(j)**i+0.5)*((x(j)/j)**i-1) for j in to(1,n))**2 for i in to(1,n))
(x[1]−1)² + sum(i,2,n,i(2x[i]²−x[i−1])²)   =>   (x(1)-1)**2+sum(i*(2*x(i)**2-x(i-1))**2 for i in to(2,n))
sum(i,1,n,x[i]^2) + (sum(i,1,n,0.5 i x[i]))^2 + (sum(i,1,n,0.5 i x[i]))^4   =>   sum(x(i)**2 for i in to(1,n))+sum(0.5*i*x(i) for i in to(1,n))**2+sum(0.5*i*x(i) for i in to(1,n))**4
sum(i,1,n,ix[i]^4)   =>   sum(i*x(i)**4 for i in to(1,n))
max(|x[1]|, |x[2]|, |x[3]|, |x[4]|, |x[5]|)   =>   max(abs(x(i)) for i in to(1,n))
prod(i,1,n,sqrt(|x[i]|))   =>   prod(sqrt(abs(x(i))) for i in to(1,n))
−exp(−½ sum(i,1,n,x[i]²))   =>   -exp(-sum(x(i)**2 for i in to(1,n))/2)
1 − cos(2π√(sum(i,1,n,x[i]²))) + 0.1√(sum(i,1,n,x[i]²))   =>   1-cos(2*pi*sqrt(sum(x(i)**2 for i in to(1,n))))+0.1*sqrt(sum(x(i)**2 for i in to(1,n)))
sum(i, 1, n, x[i]^6(2 + sin(1/x[i])))   =>   sum(x(i)**6*(2+sin(1/x(i))) for i in to(1,n))
sum(i,1,n−1,(x[i]²)^(x[i+1]²+1) + (x[i+1]²)^(x[i]²+1))   =>   sum((x(i)**2)**(x(i+1)**2+1)+(x(i+1)**2)**(x(i)**2+1) for i in to(1,n-1))
(1/n)sum(i,1,n,x[i]⁴ − 16x[i]² + 5x[i])   =>   sum(x(i)**4-16*x(i)**2+5*x(i) for i in to(1,n))/n
sum(i,1,n,|x[i]|)exp(−sum(i,1,n,sin(x[i]²)))   =>   sum(abs(x(i)) for i in to(1,n))*exp(-sum(sin(x(i)**2) for i in to(1,n)))
sum(i,1,n,8sin²(7(x[i]−0.9)²)+6sin²(14(x[1]−0.9)²)+(x[i]−0.9)²)   =>   sum(8*sin(7*(x(i)-0.9)**2)**2+6*sin(14*(x(1)-0.9)**2)**2+(x(i)-0.9)**2 for i in to(1,n))
−sum(i,1,n,sin x[i] sin²⁰(i x[i]²/π))   =>   -sum(sin(x(i))*sin(i*x(i)**2/pi)**20 for i in to(1,n))
-sum(i,1,n,sin(x[i])sin(ix[i]^2/pi)^20)   =>   -sum(sin(x(i))*sin(i*x(i)**2/pi)**20 for i in to(1,n))
ln(sum(i,1,n,e^(x[i]))) − x[2]   =>   log(sum(exp(x(i)) for i in to(1,n)))-x(2)
−ln(exp(x[3])/sum(j,1,n,exp(x[j])))   =>   -log(exp(x(3))/sum(exp(x(j)) for j in to(1,n)))
−sum(i,1,n,x[i] ln x[i])   =>   -sum(x(i)*log(x(i)) for i in to(1,n))
½sum(i,1,n,(x[i]−i)²) + 0.1sum(i,1,n,|x[i]|)   =>   sum((x(i)-i)**2 for i in to(1,n))/2+0.1*sum(abs(x(i)) for i in to(1,n))
sum(i,1,n-1, sum(j, 1, n, (x[i] - x[j])²))   =>   sum(sum((x(i)-x(j))**2 for j in to(1,n)) for i in to(1,n-1))
sum(i,1,n, sum(j,1,n, x[i]x[j]/(i+j−1)))   =>   sum(x(i)*x(j)/(i+j-1) for i in to(1,n) for j in to(1,n))
√(mean(i,1,n,x[i]²))   =>   sqrt(sum(x(i)**2 for i in to(1,n))/n)
mean(i,1,n,(x[i]-mean(j,1,n,x[j]))^2)   =>   sum((x(i)-sum(x(j) for j in to(1,n))/n)**2 for i in to(1,n))/n
prod(i,1,n,x[i])^(1/n)   =>   prod(x(i) for i in to(1,n))**(mpf(1)/n)
sum(i,1,n−1,(x[i]−x[i+1])²) + x[1]x[n]   =>   sum((x(i)-x(i+1))**2 for i in to(1,n-1))+x(1)*x(n)
sum(i,1,n,(x[i]² − 10cos 2πx[i] + 10))   =>   sum(x(i)**2-10*cos(2*pi*x(i))+10 for i in to(1,n))
10n+sum(i,1,n,x[i]^2-10cos(2πx[i]))   =>   10*n+sum(x(i)**2-10*cos(2*pi*x(i)) for i in to(1,n))
sum(i,1,n,x[i]²)/4000 − prod(i,1,n,cos(x[i]/√i)) + 1   =>   sum(x(i)**2 for i in to(1,n))/4000-prod(cos(x(i)/sqrt(i)) for i in to(1,n))+1
−20e^(−0.2√(1/n sum(i,1,n,x[i]²))) − e^(1/n sum(i,1,n,cos 2πx[i])) + 20 + e   =>   -20*exp(-0.2*sqrt(sum(x(i)**2 for i in to(1,n))/n))-exp(sum(cos(2*pi*x(i)) for i in to(1,n))/n)+20+e
sum(i,1,n−3,(x[i]+10x[i+1])²+5(x[i+2]−x[i+3])²+(x[i+1]−2x[i+2])⁴+10(x[i]−x[i+3])⁴)   =>   sum((x(i)+10*x(i+1))**2+5*(x(i+2)-x(i+3))**2+(x(i+1)-2*x(i+2))**4+10*(x(i)-x(i+3))**4 for i in to(1,n-3))
sum(i,1,n,(3 − 2x[i])x[i])²   =>   sum((3-2*x(i))*x(i) for i in to(1,n))**2
((3 − 2x[1])x[1] − 2x[2] + 1)² + sum(i,2,n−1,((3−2x[i])x[i] − x[i−1] − 2x[i+1] + 1)²) + ((3−2x[n])x[n] − x[n−1] + 1)²   =>   ((3-2*x(1))*x(1)-2*x(2)+1)**2+sum(((3-2*x(i))*x(i)-x(i-1)-2*x(i+1)+1)**2 for i in to(2,n-1))+((3-2*x(n))*x(n)-x(n-1)+1)**2
sum(i,1,n,(n − sum(j,1,n,cos x[j]) + i(1 − cos x[i]) − sin x[i])²)   =>   sum((n-sum(cos(x(j)) for j in to(1,n))+i*(1-cos(x(i)))-sin(x(i)))**2 for i in to(1,n))
sum(i,1,n,(x[i]−1)²) + (sum(i,1,n,i(x[i]−1)))² + (sum(i,1,n,i(x[i]−1)))⁴   =>   sum((x(i)-1)**2 for i in to(1,n))+sum(i*(x(i)-1) for i in to(1,n))**2+sum(i*(x(i)-1) for i in to(1,n))**4
10^-5 sum(i,1,n,(x[i]-1)^2) + (sum(i,1,n,x[i]^2) - 1/4)^2   =>   mpf(10)**-5*sum((x(i)-1)**2 for i in to(1,n))+(sum(x(i)**2 for i in to(1,n))-0.25)**2
sum(i,1,n−1,(x[i]+sum(j,1,n,x[j])−(n+1))²)+(prod(j,1,n,x[j])−1)²   =>   sum((x(i)+sum(x(j) for j in to(1,n))-(n+1))**2 for i in to(1,n-1))+(prod(x(j) for j in to(1,n))-1)**2
hypot(x[1],x[2]) + atan2(x[3],x[4]) x[5]   =>   sqrt(x(1)**2+x(2)**2)+atan2(x(3),x(4))*x(5)
sum(i,1,n,where(x[i]>0,x[i]²,x[i]⁴))   =>   sum(x(i)**2 if x(i)>0 else x(i)**4 for i in to(1,n))
sum(i,1,n, sum(j,1,i, x[j])^2)   =>   sum(sum(x(j) for j in to(1,i))**2 for i in to(1,n))
sum(i,1,n, sum(j,1,i, x[j]²))   =>   sum(sum(x(j)**2 for j in to(1,i)) for i in to(1,n))
sum((sum(x[j] for j in 1..i))² for i in 1..n)   =>   sum(sum(x(j) for j in to(1,i))**2 for i in to(1,n))
sum(i,1,n-1, sum(j,i+1,n, 1/(x[i]-x[j])^12 - 2/(x[i]-x[j])^6))   =>   sum(1/(x(i)-x(j))**12-2/(x(i)-x(j))**6 for i in to(1,n-1) for j in to(i+1,n))
sum(i, 1, n, prod(j, 1, i, x[j]))   =>   sum(prod(x(j) for j in to(1,i)) for i in to(1,n))
sum(i, 2, n, sum(j, 1, i-1, ln|x[i] - x[j]|))   =>   sum(log(abs(x(i)-x(j))) for i in to(2,n) for j in to(1,i-1))
sum(i,1,n, i*sum(j,i,i+1, j·x[1]) + sum(j,i,n,x[j])^3)   =>   sum(i*(i*x(1)+(i+1)*x(1))+sum(x(j) for j in to(i,n))**3 for i in to(1,n))
prod(i,1,n, sum(j,1,i, x[j]))   =>   prod(sum(x(j) for j in to(1,i)) for i in to(1,n))
mean(i,1,n, sum(j,i,n, x_i·x_j))   =>   sum(x(i)*x(j) for i in to(1,n) for j in to(i,n))/n
sum(i,1,n-1, 100(x[i+1] - x_i²)² + (1 - x_i)²) + x_5   =>   sum(100*(x(i+1)-x(i)**2)**2+(1-x(i))**2 for i in to(1,n-1))+x(5)
sum(i, 1, n, [x[i] − 1]²[1 + sin²(3πx[i])])   =>   sum((x(i)-1)**2*(1+sin(3*pi*x(i))**2) for i in to(1,n))
"""


def _table(text: str) -> dict[str, str]:
    return dict(line.split(ARROW) for line in text.strip().splitlines())


SCALARS = _table(_SCALARS)

VECTORS = _table(_VECTORS)
"""In one vector x of n = 5 entries; x(i) is one of them, and to(a, b) counts from a to b with b."""
